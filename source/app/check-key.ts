import {displayText} from '../base/display-text.ts';
import {ExpectedError} from '../base/errors.ts';
import {encodeShareKey, mistypedCharacter, parseShareKey} from '../link/share-key.ts';

const start = 'ferry1';
const command = 'ferry get';
const longest = 64;

/** The spellings of a key: what each begins with, its other characters, how many there are in all. Raw keys have no beginning of their own. */
const spellings = [
	{start, characters: 'qpzry9x8gf2tvdw0s3jn54khce6mua7l', length: longest},
	{start: '', characters: 'ybndrfg8ejkmcpqxot1uwisza345h769', length: 52},
	{start: '', characters: '0123456789abcdef', length: 64},
];

/** A whole share key, with nothing beside it that could belong to it. */
const wholeKeys = /(?<![\dA-Za-z])(?:ferry1[\da-z]{58}|FERRY1[\dA-Z]{58})(?![\dA-Za-z])/gv;

/**
What is wrong with a share key that is being typed or pasted, as a sentence that never holds more of it than one character. Undefined: nothing, or it can still become one.

What `bareKey` drops is not counted.
*/
export function checkKey(text: string): string | undefined {
	const key = bareKey(text);
	if (command.startsWith(key)) {
		return undefined;
	}

	return wrongCharacter(key) ?? wrongCase(key) ?? wrongSpelling(key);
}

/**
The share key that a pasted text is, or the only one that it holds: `ferry1…` in lower case, whatever spelling it had.

Raw keys have no checksum, so any word of that length could be one: they must stand alone.
*/
export function findKey(text: string): string | undefined {
	const whole = readKey(bareKey(text));
	if (whole !== undefined) {
		return whole;
	}

	const found = new Set([...text.matchAll(wholeKeys)].map(([key]) => readKey(key)).filter(key => key !== undefined));
	return found.size === 1 ? [...found][0] : undefined;
}

/** A key without what came along when it was copied: white space, quotes, a prompt with `ferry get`. */
export function bareKey(text: string): string {
	const bare = trim(text);
	return trim(/^ferry get\s+(?<key>\S+)/v.exec(bare)?.groups?.['key'] ?? bare);
}

/** A pattern for the end would take very long for a pasted file that is full of blanks. */
function trim(text: string): string {
	let end = text.length;
	while (end > 0 && /[\s"'`‘’“”„«»‹›]/v.test(text.charAt(end - 1))) {
		end--;
	}

	return text.slice(0, end).replace(/^[\s$>"'`‘’“”„«»‹›]+/v, '');
}

function readKey(text: string): string | undefined {
	try {
		return encodeShareKey(parseShareKey(text));
	} catch {
		// No share key, then.
		return undefined;
	}
}

/** What can be in no key at all, in no place. */
function wrongCharacter(key: string): string | undefined {
	const wrong = /[^\dA-Za-z]/v.exec(key);
	return wrong ? `${nameAt(key, wrong.index)} can’t be in a share key (character ${wrong.index + 1}).` : undefined;
}

function wrongCase(key: string): string | undefined {
	const lower = key.search(/[a-z]/v);
	const upper = key.search(/[A-Z]/v);
	return lower === -1 || upper === -1 ? undefined : `A share key is all in lower or all in upper case (character ${Math.max(lower, upper) + 1}).`;
}

/** How far the key can be one, in the spelling that takes it furthest. */
function wrongSpelling(key: string): string | undefined {
	const folded = key.toLowerCase();
	const possible = folded.startsWith(start) ? spellings.slice(0, 1) : spellings;
	const furthest = Math.max(...possible.map(spelling => fitting(folded, spelling)));
	const fits = possible.filter(spelling => fitting(folded, spelling) === furthest);
	if (furthest < folded.length && furthest < start.length) {
		return `A share key begins with ${start}.`;
	}

	if (furthest < folded.length && fits.every(({length}) => furthest < length)) {
		return folded.startsWith(start)
			? `${nameAt(key, furthest)} can’t be in a share key (character ${furthest + 1}).`
			: `A share key begins with ${start}, and a raw one can’t hold ${nameAt(key, furthest)} (character ${furthest + 1}).`;
	}

	if (folded.length < Math.max(...fits.map(({length}) => length))) {
		return undefined;
	}

	return problemOf(key);
}

/** How many characters of a key a spelling allows. */
function fitting(key: string, {start, characters, length}: typeof spellings[number]): number {
	const wrong = [...key].findIndex((character, index) => index >= length || (index < start.length ? start.charAt(index) !== character : !characters.includes(character)));
	return wrong === -1 ? key.length : wrong;
}

function problemOf(key: string): string | undefined {
	try {
		parseShareKey(key);
		return undefined;
	} catch (error) {
		if (error instanceof ExpectedError) {
			const wrong = key.length === longest && key.toLowerCase().startsWith(start) ? mistypedCharacter(key) : undefined;
			return wrong === undefined ? error.message : `The share key is mistyped: character ${wrong + 1} looks wrong.`;
		}

		throw error;
	}
}

function nameAt(key: string, index: number): string {
	const character = String.fromCodePoint(key.codePointAt(index)!);
	return /^\s$/v.test(character) ? 'A space' : `“${displayText(character)}”`;
}
