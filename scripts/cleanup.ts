import process from 'node:process';

/** What a script has to end when it ends, as a test does. */
export type Cleanup = {
	readonly after: (end: () => Promise<void>) => void;
	/** Ends everything, the newest first. */
	readonly run: () => Promise<void>;
};

/** Also runs when the script is interrupted, which then ends with 130. */
export function createCleanup(): Cleanup {
	const ends: Array<() => Promise<void>> = [];
	const run = async (): Promise<void> => {
		for (let end = ends.pop(); end; end = ends.pop()) {
			await end();
		}
	};

	const onSignal = async (): Promise<void> => {
		await run();
		process.exit(130);
	};

	process.once('SIGINT', onSignal);
	process.once('SIGTERM', onSignal);
	return {
		after(end) {
			ends.push(end);
		},
		run,
	};
}
