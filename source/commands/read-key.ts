import {createInterface} from 'node:readline';
import {parseShareKey} from '../app/keys.ts';
import {displayText} from '../base/display-text.ts';
import {ExpectedError} from '../base/errors.ts';
import type {CommandContext} from './command.ts';
import {usageError} from './usage-error.ts';

/** A share key, and the arguments that are left. */
export type KeyAndRest = {readonly key: Uint8Array; readonly rest: readonly string[]};

export type ReadKeyOptions = {
	/** The command's name, for errors. */
	readonly name: string;
	/** How many arguments the command takes with the key. */
	readonly maximum: number;
};

/** Characters. Nobody takes less than that for a key, however much of it was lost. */
const shortestKey = 32;

/**
Finds the share key: the first argument, `-` for the first line of standard input, the variable `FERRY_KEY`, or what a person types. A key in the arguments can be seen by every user of the machine, the others can't.

@throws {ExpectedError} `key-unreadable`, or `usage` when there is none and nobody to ask.
*/
export async function readKey(context: CommandContext, {name, maximum}: ReadKeyOptions): Promise<KeyAndRest> {
	const {input, environment} = context;
	const [first, ...rest] = input;
	const variable = environment['FERRY_KEY'];
	if (first === '-') {
		// A person at the keyboard has to know what is waited for.
		if (context.output.canAsk) {
			context.output.note('The share key is read from standard input: type or paste it, then press Enter.');
		}

		return {key: parseShareKey(await firstLine(context)), rest};
	}

	// A person who is asked for the key anyway may name only the directory.
	const isPath = first !== undefined && input.length < maximum && /^[.~]|[\/\\]/v.test(first) && context.output.canAsk;
	if (first !== undefined && !(isPath && !variable)) {
		const couldBeLeftOut = variable !== undefined && variable !== '' && input.length < maximum;
		return couldBeLeftOut && !looksLikeKey(first) ? {key: parseShareKey(variable), rest: input} : {key: keyOrPath(first, {name, takesPath: input.length < maximum}), rest};
	}

	if (variable !== undefined && variable !== '') {
		return {key: parseShareKey(variable), rest};
	}

	const typed = context.output.canAsk ? await context.output.ask('Share key: ', context.signal) : undefined;
	if (typed === undefined || typed.trim() === '') {
		throw usageError('No share key was given.', name);
	}

	return {key: parseShareKey(typed), rest: input};
}

/** Where a key belongs, a path may have been meant for the argument behind it: then it is told how that is given alone. */
function keyOrPath(text: string, {name, takesPath}: {readonly name: string; readonly takesPath: boolean}): Uint8Array {
	try {
		return parseShareKey(text);
	} catch (error) {
		const isPath = takesPath && error instanceof ExpectedError && !looksLikeKey(text) && (/[.\/\\]/v.test(text) || text.length < shortestKey);
		throw isPath
			? new ExpectedError(error.code, 'A share key comes first, and this is none.', {
				hint: `To be asked for the key, or to pipe it in: “ferry ${name} - ${displayText(text)}”. ${error.hint}`, cause: error,
			})
			: error;
	}
}

/** A mistyped key must be told, not taken for a directory. */
function looksLikeKey(text: string): boolean {
	if (/^ferry1/iv.test(text)) {
		return true;
	}

	try {
		parseShareKey(text);
		return true;
	} catch {
		// Then it is the argument behind a key that was left out.
		return false;
	}
}

async function firstLine({standardInput, signal}: CommandContext): Promise<string> {
	const lines = createInterface({input: standardInput, signal});
	const line: IteratorResult<string, undefined> = await lines[Symbol.asyncIterator]().next();
	lines.close();
	signal.throwIfAborted();
	return line.value ?? '';
}
