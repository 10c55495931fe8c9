import type {App, AppOptions} from '../app/app.ts';
import type {Output, Streams} from '../output/output.ts';
import type {FlagTable, FlagValues, sharedFlags} from './flags.ts';

/** The options that every command has. */
export type SharedFlags = typeof sharedFlags;

/** A verb of the command line: what it is for, what it takes, and what it does. */
export type Command<Flags extends FlagTable = SharedFlags> = {
	readonly name: string;
	/** What follows the name in the help: `PATH…`. */
	readonly parameters: string;
	/** The most arguments it takes. */
	readonly maximum: number;
	/** One line for the list of commands. */
	readonly summary: string;
	/** What the help says beyond the summary and the options. */
	readonly description: string;
	readonly flags: Flags;
	run(context: CommandContext<Flags>): Promise<void>;
};

/** What a command is given to run. */
export type CommandContext<Flags extends FlagTable = SharedFlags> = {
	readonly input: readonly string[];
	readonly flags: FlagValues<Flags>;
	readonly output: Output;
	/** Aborted by Ctrl-C, with the error to end with as its reason. */
	readonly signal: AbortSignal;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly standardInput: Streams['input'];
	/** Opens ferry's state and network with this command's options, and closes them in the end, however it ends. */
	withApp<Value>(use: (app: App) => Promise<Value>): Promise<Value>;
};

/** Opens the app; a parameter so that the app is loaded only by a command that runs, and replaced in tests. */
export type OpenApp = (options: AppOptions) => Promise<App>;

/** Gives a command's `run` the types of its own options. */
export function defineCommand<const Flags extends FlagTable>(command: Command<Flags>): Command<Flags> {
	return command;
}
