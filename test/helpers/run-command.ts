import type {App, AppOptions} from '../../source/app/app.ts';
import {runFerry} from '../../source/commands/run-ferry.ts';
import {memoryStreams} from './memory-streams.ts';

/** What an app that stands in for the real one answers; what a test leaves out must not be called. */
export type FakeApp = Partial<Omit<App, 'close'>>;

export type CommandOptions = {
	readonly app?: FakeApp;
	readonly environment?: Readonly<Record<string, string>>;
	readonly isTerminal?: boolean;
	/** What stands on standard input, or what the person types. */
	readonly input?: string;
	/** False: more could still come on standard input. */
	readonly endsInput?: boolean;
	readonly signal?: AbortSignal;
};

/** How a command went. */
export type CommandResult = {
	readonly exitCode: number;
	readonly output: string;
	readonly error: string;
	/** What each app was opened with. */
	readonly opened: readonly AppOptions[];
	/** How many apps were closed. */
	readonly closed: number;
};

/** Runs a command line in this process, with a fake app and streams in memory. */
export async function runCommand(argv: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
	const {app = {}, environment = {}, isTerminal = false, input = '', endsInput = true, signal = new AbortController().signal} = options;
	const streams = memoryStreams({isTerminal});
	streams.input.write(input);
	if (endsInput) {
		streams.input.end();
	}

	const opened: AppOptions[] = [];
	let closed = 0;
	const exitCode = await runFerry(argv, {
		streams,
		// No file of a user's.
		environment: {FERRY_CONFIG: '/dev/null', ...environment},
		signal,
		now: () => 0,
		async openApp(appOptions) {
			opened.push(appOptions);
			const fake = {
				...app,
				async close() {
					closed++;
				},
			};
			// Only what the test is about is there.
			// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
			return fake as unknown as App;
		},
	});
	return {
		exitCode, output: streams.outputText(), error: streams.errorText(), opened, closed,
	};
}
