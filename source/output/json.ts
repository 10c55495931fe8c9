import {ExpectedError} from '../base/errors.ts';
import {hideKeys} from '../base/hide-keys.ts';
import {OutputError} from '../base/output-error.ts';
import {errorText, exitCodeOf} from './error-text.ts';
import type {Output, OutputOptions} from './output.ts';

/**
One JSON object a line on standard output, and nothing else there.

Each has `event`, what it is, and the fields of that event or result; the fields are documented in the README and frozen by tests.
*/
export function jsonOutput({streams, version}: OutputOptions): Output {
	const print = ({type, ...fields}: {readonly [field: string]: unknown; readonly type: string}): void => {
		streams.output.write(`${jsonText({event: type, ...fields})}\n`);
	};

	return {
		event: print,
		result: print,
		note() {
			// People read standard error; a program has the events.
		},
		async bytes() {
			throw new Error('Bytes have no place between JSON lines.');
		},
		isShown: false,
		canAsk: false,
		async ask() {
			return undefined;
		},
		error(error) {
			if (error instanceof OutputError) {
				streams.error.write(`${errorText(error, {paint: (_tone, text) => text, version})}\n`);
				return;
			}

			if (error instanceof ExpectedError) {
				print({
					type: 'error', code: error.code, message: hideKeys(error.message), hint: hideKeys(error.hint), exitCode: error.exitCode,
				});
				return;
			}

			const message = error instanceof Error ? error.message : String(error);
			print({
				type: 'error', code: 'bug', message: hideKeys(message), hint: 'This is a bug in ferry; the stack is on standard error.', exitCode: exitCodeOf(error),
			});
			streams.error.write(`${errorText(error, {paint: (_tone, text) => text, version})}\n`);
		},
		close() {
			// Nothing was drawn.
		},
	};
}

/**
JSON whose text shows everything that could fool a terminal as `\uXXXX`: control, format (bidi, zero-width), private and unassigned characters, separators, and letters that are drawn as nothing. A JSON parser reads the same text back.
*/
export function jsonText(value: unknown): string {
	return JSON.stringify(value).replaceAll(
		/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gv,
		character => Array.from({length: character.length}, (_, index) => codeUnitText(character, index)).join(''),
	);
}

function codeUnitText(text: string, index: number): string {
	// JSON escapes UTF-16 units, two for a character above U+FFFF.
	// eslint-disable-next-line unicorn/prefer-code-point -- units are what is asked for
	return String.raw`\u` + text.charCodeAt(index).toString(16).padStart(4, '0');
}
