import {PassThrough} from 'node:stream';
import type {Streams, TextStream} from '../../source/output/output.ts';

/** Standard streams in memory: what was written so far, and an input that a test types into. */
export type MemoryStreams = Streams & {
	readonly input: PassThrough;
	/** All of standard output so far. */
	outputText(): string;
	/** All of standard error so far. */
	errorText(): string;
};

/** `isTerminal` makes all three look like a terminal of `columns` columns. */
export function memoryStreams({isTerminal = false, columns = 80}: {readonly isTerminal?: boolean; readonly columns?: number} = {}): MemoryStreams {
	const [output, outputText] = captured(isTerminal, columns);
	const [error, errorText] = captured(isTerminal, columns);
	return {
		input: Object.assign(new PassThrough(), {isTTY: isTerminal}), output, error, outputText, errorText,
	};
}

function captured(isTTY: boolean, columns: number): [TextStream, () => string] {
	const stream = Object.assign(new PassThrough(), {isTTY, columns});
	let text = '';
	stream.setEncoding('utf8').on('data', (chunk: string) => {
		text += chunk;
	});
	return [stream, () => text];
}
