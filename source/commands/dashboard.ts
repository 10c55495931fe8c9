import process from 'node:process';
import type {Streams} from '../output/output.ts';
import {networkOptions} from './network-options.ts';
import {dashboardFlags} from './flags.ts';
import type {OpenApp} from './command.ts';
import {parseArguments} from './parse-arguments.ts';
import {usageError} from './usage-error.ts';

/** What the dashboard runs in. */
export type DashboardSurroundings = {
	readonly streams: Streams;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Aborted by a signal that asks the program to end. */
	readonly signal: AbortSignal;
	readonly openApp: OpenApp;
};

type Terminal = Pick<DashboardSurroundings, 'streams' | 'environment'>;

/** Why there is no dashboard where `isTerminal` says no. */
export const noTerminal = 'The dashboard needs a terminal that can move its cursor, for what it shows and for its keys.';

const ownOptions = /^--(?:store|bootstrap|no-tcp|no-lan|lan-only|relay-through)(?:=|$)/v;

/** Whether a command line, which names no command, is for the dashboard: with options that only it has, or where somebody can see it and press keys. */
export function opensDashboard([first]: readonly string[], surroundings: Terminal): boolean {
	return first === undefined ? isTerminal(surroundings) : ownOptions.test(first);
}

/** Shows the dashboard until the user leaves it or the terminal is gone. What was going on is stopped then, and goes on the next time. */
export async function dashboard(argv: readonly string[], {openApp, ...surroundings}: DashboardSurroundings): Promise<void> {
	const {input, flags} = parseArguments(argv, {name: '', flags: dashboardFlags});
	if (input.length > 0) {
		throw usageError('The options of a command stand behind its name.');
	}

	const {environment} = surroundings;
	const {loadConfig} = await import('../app/config.ts');
	const options = networkOptions(flags, '', {environment, config: await loadConfig(environment)});
	if (!isTerminal(surroundings)) {
		throw usageError(noTerminal);
	}

	const hangup = new AbortController();
	const onHangup = (): void => {
		hangup.abort();
	};

	// A command may outlive its terminal (nohup); a dashboard is of no use without one.
	process.on('SIGHUP', onHangup);
	const bug = new AbortController();
	const onBug = (error: unknown): void => {
		bug.abort(error);
	};

	// It can be told only when the terminal has been given back.
	process.on('uncaughtException', onBug);
	const app = await openApp(options);
	try {
		const engine = await app.openEngine();
		try {
			// Loaded only here: a command has no use for a screen.
			const {runDashboard} = await import('../ui/dashboard.tsx');
			await runDashboard({engine, ...surroundings, signal: AbortSignal.any([surroundings.signal, hangup.signal, bug.signal])});
			bug.signal.throwIfAborted();
			// As a shell expects of what a signal has ended.
			surroundings.signal.throwIfAborted();
		} finally {
			await engine.close();
		}
	} finally {
		await app.close();
		process.off('uncaughtException', onBug);
		process.off('SIGHUP', onHangup);
	}
}

function isTerminal({streams: {input, output}, environment}: Terminal): boolean {
	return input.isTTY === true && output.isTTY === true && environment['TERM'] !== 'dumb';
}
