/** A text that is being typed. `cursor` counts characters as people see them, not code units. */
export type EditedText = {readonly text: string; readonly cursor: number};

const segmenter = new Intl.Segmenter();

/** What people see as single characters. */
export function charactersOf(text: string): readonly string[] {
	return Array.from(segmenter.segment(text), ({segment}) => segment);
}

/** The text after a key that edits, or undefined if this key doesn't. `typed`: the text of the key. */
export function editText({text, cursor}: EditedText, key: string, typed: string): EditedText | undefined {
	const characters = charactersOf(text);
	const before = characters.slice(0, cursor);
	const after = characters.slice(cursor);
	const edited = (left: readonly string[], right: readonly string[]): EditedText => ({text: [...left, ...right].join(''), cursor: left.length});
	switch (key) {
		case 'left': {
			return {text, cursor: Math.max(0, cursor - 1)};
		}

		case 'right': {
			return {text, cursor: Math.min(characters.length, cursor + 1)};
		}

		case 'home':
		case 'ctrl+a': {
			return {text, cursor: 0};
		}

		case 'end':
		case 'ctrl+e': {
			return {text, cursor: characters.length};
		}

		case 'ctrl+left':
		case 'alt+b': {
			return {text, cursor: wordStart(before)};
		}

		case 'ctrl+right':
		case 'alt+f': {
			return {text, cursor: characters.length - wordStart(after.toReversed())};
		}

		case 'backspace': {
			return edited(before.slice(0, -1), after);
		}

		case 'delete':
		case 'ctrl+d': {
			return edited(before, after.slice(1));
		}

		case 'ctrl+w':
		case 'ctrl+backspace': {
			return edited(before.slice(0, wordStart(before)), after);
		}

		case 'ctrl+u': {
			return edited([], after);
		}

		case 'ctrl+k': {
			return edited(before, []);
		}

		default: {
			return typed === '' ? undefined : insertText({text, cursor}, typed);
		}
	}
}

/** Puts a text in at the cursor; what would break the line is left out. */
export function insertText({text, cursor}: EditedText, inserted: string): EditedText {
	const characters = charactersOf(text);
	const head = characters.slice(0, cursor).join('') + inserted.replaceAll(/\p{Cc}/gv, '');
	// Counted anew, as a combining mark joins the character before it.
	return {text: head + characters.slice(cursor).join(''), cursor: charactersOf(head).length};
}

/** Where the last word of some characters begins; a slash ends a word, as paths are typed here. */
function wordStart(characters: readonly string[]): number {
	const isGap = (character: string | undefined): boolean => character === undefined || /[\s\/\\]/v.test(character);
	let start = characters.length;
	while (start > 0 && isGap(characters[start - 1])) {
		start--;
	}

	while (start > 0 && !isGap(characters[start - 1])) {
		start--;
	}

	return start;
}
