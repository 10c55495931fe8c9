import type {Streams} from '../output/output.ts';
import {checkBootstrap} from './check-bootstrap.ts';
import {dashboardFlags} from './flags.ts';
import type {OpenApp} from './command.ts';
import {parseArguments} from './parse-arguments.ts';

/** What the dashboard runs in. */
export type DashboardSurroundings = {
	readonly streams: Streams;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Aborted by a signal that asks the program to end. */
	readonly signal: AbortSignal;
	readonly openApp: OpenApp;
};

const ownOptions = /^--(?:store|bootstrap)(?:=|$)/v;

/** Whether a command line, which names no command, opens the dashboard: only where somebody can see it and press keys. */
export function opensDashboard([first]: readonly string[], {streams, environment}: Pick<DashboardSurroundings, 'streams' | 'environment'>): boolean {
	const isForIt = first === undefined || ownOptions.test(first);
	return isForIt && streams.input.isTTY === true && streams.output.isTTY === true && environment['TERM'] !== 'dumb';
}

/** Shows the dashboard until the user leaves it. What was going on is stopped then, and goes on the next time. */
export async function dashboard(argv: readonly string[], {openApp, ...surroundings}: DashboardSurroundings): Promise<void> {
	const {flags: {store, bootstrap}} = parseArguments(argv, {name: '', flags: dashboardFlags});
	checkBootstrap(bootstrap, '');
	const app = await openApp({store, bootstrap});
	try {
		const engine = await app.openEngine();
		try {
			// Loaded only here: a command has no use for a screen.
			const {runDashboard} = await import('../ui/dashboard.tsx');
			await runDashboard({engine, ...surroundings});
		} finally {
			await engine.close();
		}
	} finally {
		await app.close();
	}
}
