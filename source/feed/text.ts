import {malformed} from './malformed.ts';

const encoder = new TextEncoder();
// Without `ignoreBOM` a name that begins with U+FEFF would lose it.
const decoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});
const loneSurrogate = /\p{Surrogate}/v;

/**
Text → UTF-8.

@param what - The text's name, at the beginning of a sentence.
@throws ExpectedError `feed-malformed` when it is empty, longer than `maximum` bytes or not well-formed.
*/
export function encodeText(text: string, maximum: number, what: string): Uint8Array {
	if (loneSurrogate.test(text)) {
		throw malformed(`${what} is not valid Unicode.`);
	}

	const bytes = encoder.encode(text);
	checkTextLength(bytes.length, maximum, what);
	return bytes;
}

/**
UTF-8 → text.

@throws ExpectedError `feed-malformed` when it is empty, longer than `maximum` bytes or not UTF-8.
*/
export function decodeText(bytes: Uint8Array, maximum: number, what: string): string {
	checkTextLength(bytes.length, maximum, what);
	try {
		return decoder.decode(bytes);
	} catch (error) {
		throw malformed(`${what} is not valid UTF-8.`, {cause: error});
	}
}

function checkTextLength(length: number, maximum: number, what: string): void {
	if (length === 0 || length > maximum) {
		throw malformed(`${what} is ${length} bytes long, not 1 to ${maximum}.`);
	}
}
