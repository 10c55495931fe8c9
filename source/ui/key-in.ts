const keyLength = 64;

/** Fewer characters are a word about keys, not a key. */
const fewest = 12;

/** With more wrong characters it is not one that was mistyped. */
const mostWrong = 2;

/** A share key as `ferry share` prints it begins so. */
const beginning = /(?<![\dA-Za-z])ferry1/gvi;
const whole = /^ferry1[\da-z]{58}$/vi;

/** The key of any Hypercore: it has no beginning of its own, so it is one only if it stands alone. */
const rawKey = /^(?:[\da-f]{64}|[13-9a-km-uw-z]{52})$/vi;
const prompt = /^[\s$"'`“„«]*(?:ferry\s+get\s+["'`“„«]*)?/v;

/** What stands behind the beginning; `b`, `i`, `o` and `1` would be taken for something else. */
const misfit = /[^02-9ac-hj-np-z]/gv;

/** What programs put before the lines of a text that they quote, or around what they show. */
const marks = /^[\s>]+/gmv;
const edges = /[\|│┃]/gv;
const invisible = /[\u00AD\u200B-\u200F\u2060\uFEFF]/gv;

/** Of a pasted file that is no key at all, no more is looked at. */
const mostLooked = 200_000;

/**
The share key that a pasted text is meant to be, or undefined. It may stand within other text, and a terminal or a mail may have broken it over lines and put marks before them.

With a character too few or wrong it is still meant as one, so that the user is told.
*/
export function keyIn(text: string): string | undefined {
	const clean = keyText(text.slice(0, mostLooked), ' ');
	const found = [...clean.matchAll(beginning)].map(({index}) => keyAt(clean.slice(index, index + (keyLength * 4)))).filter(key => isMeant(key));
	const alone = joined(clean.replace(prompt, ''));
	return found.find(key => whole.test(key)) ?? found[0] ?? (rawKey.test(alone) ? alone : undefined);
}

/** The public key of a peer that a pasted text is, however it is broken over lines; undefined if it is something else. A raw share key looks the same. */
export function peerKeyIn(text: string): string | undefined {
	const key = keyText(text.slice(0, mostLooked)).toLowerCase();
	return /^[\da-f]{64}$/v.test(key) ? key : undefined;
}

/** A text without what programs add to it: marks of quoted lines, what nobody sees, and line breaks, in the place of which `space` is put. */
export function keyText(text: string, space = ''): string {
	return text.replaceAll('\r', '\n').replaceAll(edges, ' ').replaceAll(marks, '').replaceAll(invisible, '').trim().replaceAll(/\s+/gv, space);
}

/** The key that a text begins with, with words joined to it for as long as they make it a whole one. */
function keyAt(text: string): string {
	const [first = '', ...others] = text.split(' ');
	const [run = ''] = /^[\dA-Za-z]+/v.exec(first) ?? [];
	if (run.length >= keyLength || isClosed(first)) {
		return run.length >= keyLength ? run : unclosed(first);
	}

	let key = first;
	for (const word of others) {
		key += unclosed(word);
		if (key.length >= keyLength || isClosed(word)) {
			break;
		}
	}

	const misfits = misfitsIn(key);
	return (key.length === keyLength && misfits <= mostWrong) || (key.length < keyLength && misfits === 0) ? key : first;
}

function misfitsIn(key: string): number {
	const behind = key.slice('ferry1'.length);
	return (key.startsWith('FERRY1') ? behind.toLowerCase() : behind).match(misfit)?.length ?? 0;
}

function isMeant(key: string): boolean {
	const wrong = key.match(/[^\dA-Za-z]/gv)?.length ?? 0;
	return wrong === 0 ? key.length >= fewest : (wrong <= mostWrong && key.length > keyLength / 2);
}

function joined(text: string): string {
	return unclosed(text.replaceAll(' ', ''));
}

/** A word without the quote or the full stop behind it. */
function unclosed(word: string): string {
	return word.replace(/[^\dA-Za-z]{1,8}$/v, '');
}

function isClosed(word: string): boolean {
	return unclosed(word) !== word;
}
