import process from 'node:process';
import type {Engine} from '../app/engine.ts';

/** What a dashboard is shown with. */
export type DashboardOptions = {
	readonly engine: Engine;
	readonly streams: {
		readonly input: NodeJS.ReadableStream;
		readonly output: NodeJS.WritableStream;
		readonly error: NodeJS.WritableStream;
	};
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Aborted when the program is asked to end: the dashboard goes, and the terminal is left as it was found. */
	readonly signal: AbortSignal;
};

/** Shows the dashboard on a terminal until the user leaves it or the signal is aborted. The engine stays open. */
export async function runDashboard(options: DashboardOptions): Promise<void> {
	// React decides what it is when it is loaded, and its way for developers is several times slower.
	process.env['NODE_ENV'] ??= 'production';
	const {mountDashboard} = await import('./mount-dashboard.tsx');
	await mountDashboard(options);
}
