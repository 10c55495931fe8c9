import {chooseOutput} from '../output/choose-output.ts';
import {exitCodeOf} from '../output/error-text.ts';
import type {Output, Streams} from '../output/output.ts';
import type {Config} from '../app/config.ts';
import {ExpectedError} from '../base/errors.ts';
import {explainMissingPermission} from '../base/missing-permission.ts';
import type {Command, OpenApp} from './command.ts';
import {dashboard, noTerminal, opensDashboard} from './dashboard.ts';
import {commandHelpText, helpText} from './help-text.ts';
import {commands} from './index.ts';
import {networkOptions} from './network-options.ts';
import {ferryVersion, isGiven, parseArguments} from './parse-arguments.ts';
import {usageError} from './usage-error.ts';

/** The world a command line runs in. */
export type Surroundings = {
	readonly streams: Streams;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Aborted by Ctrl-C; its reason is the error to end with. */
	readonly signal: AbortSignal;
	/** Milliseconds that only grow. */
	readonly now: () => number;
	/** Given in tests. */
	readonly openApp?: OpenApp;
};

/** Runs one command line, `argv` without the program's name, reports how it went, and resolves with the exit code. It never rejects. */
export async function runFerry(argv: readonly string[], surroundings: Surroundings): Promise<number> {
	const output = chooseOutput({
		...surroundings,
		version: ferryVersion(),
		json: isGiven(argv, '--json'),
		quiet: isGiven(argv, '--quiet'),
	});
	try {
		await run(argv, {surroundings, output});
		return 0;
	} catch (error) {
		// What breaks because everything is being stopped is no news.
		const {aborted, reason} = surroundings.signal;
		const failure = aborted && !(error instanceof ExpectedError) ? reason as unknown : explainMissingPermission(error);
		output.error(failure);
		return exitCodeOf(failure);
	} finally {
		output.close();
	}
}

type Running = {readonly surroundings: Surroundings; readonly output: Output};

async function run(argv: readonly string[], running: Running): Promise<void> {
	const [first, ...rest] = argv;
	const {output, error} = running.surroundings.streams;
	if (opensDashboard(argv, running.surroundings)) {
		await dashboard(argv, {openApp: openRealApp, ...running.surroundings});
		return;
	}

	if (first === undefined) {
		error.write(`${noTerminal} These are the commands.\n`);
	}

	if (first === undefined || first === '--help' || first === '-h') {
		output.write(helpText(commands));
		return;
	}

	if (first === '--version') {
		output.write(`${ferryVersion()}\n`);
		return;
	}

	if (first === 'help') {
		output.write(rest[0] === undefined ? helpText(commands) : commandHelpText(findCommand(rest[0])));
		return;
	}

	const command = findCommand(first);
	if (isGiven(rest, '--help') || isGiven(rest, '-h')) {
		output.write(commandHelpText(command));
		return;
	}

	await runCommand(command, rest, running);
}

function findCommand(name: string): Command {
	const command = commands.find(command => command.name === name);
	if (!command) {
		// Whoever forgets the command may have put a share key in its place, which no error repeats.
		const shown = /^[a-z\-]{1,20}$/v.test(name) ? ` ${name}` : ' of that name';
		throw usageError(name.startsWith('-') ? `ferry has no option${shown}.` : `ferry has no command${shown}.`);
	}

	return command;
}

async function runCommand(command: Command, argv: readonly string[], {surroundings, output}: Running): Promise<void> {
	const {streams, environment, signal, openApp = openRealApp} = surroundings;
	const {input, flags} = parseArguments(argv, command);
	if (input.length > command.maximum) {
		throw usageError(`ferry ${command.name} takes no more than ${command.parameters === '' ? 'its options' : command.parameters}.`, command.name);
	}

	const options = networkOptions(flags, command.name, {environment, config: await configOf(environment)});
	await command.run({
		input,
		flags,
		output,
		signal,
		environment,
		standardInput: streams.input,
		async withApp(use) {
			const app = await openApp(options);
			try {
				return await use(app);
			} finally {
				await app.close();
			}
		},
	});
}

/** Loads the reading of files, which the help does without. */
async function configOf(environment: Surroundings['environment']): Promise<Config> {
	const {loadConfig} = await import('../app/config.ts');
	return loadConfig(environment);
}

/** Loads network and storage, which a command that only prints does without. */
const openRealApp: OpenApp = async options => {
	const {openApp} = await import('../app/app.ts');
	return openApp(options);
};
