/** What a terminal sends for keys that have a name. */
const sequences: Readonly<Record<string, string>> = {
	up: '\u{1B}[A',
	down: '\u{1B}[B',
	right: '\u{1B}[C',
	left: '\u{1B}[D',
	home: '\u{1B}[H',
	end: '\u{1B}[F',
	insert: '\u{1B}[2~',
	delete: '\u{1B}[3~',
	pageup: '\u{1B}[5~',
	pagedown: '\u{1B}[6~',
	enter: '\r',
	escape: '\u{1B}',
	tab: '\t',
	'shift+tab': '\u{1B}[Z',
	backspace: '\u{7F}',
	space: ' ',
};

/**
What a terminal sends for a key: one with a name (`up`, `enter`, `pagedown`, `shift+tab`), with Control (`ctrl+c`) or a single character.

@param isApplicationMode The program has asked for the other sequences of the cursor keys.
@throws When there is no such key.
*/
export function keySequence(key: string, isApplicationMode: boolean): string {
	const named = sequences[key.toLowerCase()];
	if (named !== undefined) {
		return isApplicationMode && /[A-DFH]$/v.test(named) ? `\u{1B}O${named.at(-1)!}` : named;
	}

	const letter = /^ctrl\+(?<letter>[a-z])$/v.exec(key)?.groups?.['letter'];
	if (letter !== undefined) {
		return String.fromCodePoint(letter.codePointAt(0)! - 0x60);
	}

	if ([...new Intl.Segmenter().segment(key)].length !== 1) {
		throw new Error(`There is no key '${key}'`);
	}

	return key;
}
