import type {Engine} from '../app/engine.ts';

/** What a dashboard is shown with. */
export type DashboardOptions = {
	readonly engine: Engine;
	readonly streams: {
		readonly input: NodeJS.ReadableStream & {readonly setRawMode?: (isRaw: boolean) => unknown};
		readonly output: NodeJS.WritableStream;
		readonly error: NodeJS.WritableStream;
	};
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Aborted when the program is asked to end: the dashboard goes, and the terminal is left as it was found. */
	readonly signal: AbortSignal;
};
