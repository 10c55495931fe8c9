import {createInterface} from 'node:readline';
import {ExpectedError} from '../base/errors.ts';
import type {Streams} from './output.ts';

/**
Asks on standard error, so that standard output stays data, and resolves with the line that was typed, or undefined at the end of input.

@throws {ExpectedError} `interrupted` on Ctrl-C; whatever `signal` was aborted with otherwise.
*/
export async function ask(question: string, {streams, signal}: {readonly streams: Streams; readonly signal: AbortSignal}): Promise<string | undefined> {
	signal.throwIfAborted();
	const prompt = createInterface({
		input: streams.input, output: streams.error, terminal: true, historySize: 0,
	});
	let hasAnswer = false;
	const onAbort = () => {
		prompt.close();
	};

	signal.addEventListener('abort', onAbort);
	try {
		const answer = await new Promise<string | undefined>((resolve, reject) => {
			prompt.once('close', () => {
				resolve(undefined);
			});
			// While a terminal is read letter by letter, Ctrl-C is a letter and no signal.
			prompt.once('SIGINT', () => {
				reject(new ExpectedError('interrupted', 'Interrupted before anything was done.', {hint: 'Run the same command again to be asked again.'}));
			});
			prompt.question(question, resolve);
		});
		signal.throwIfAborted();
		hasAnswer = answer !== undefined;
		return answer;
	} finally {
		signal.removeEventListener('abort', onAbort);
		prompt.close();
		if (!hasAnswer) {
			// What is printed next gets a line of its own.
			streams.error.write('\n');
		}
	}
}
