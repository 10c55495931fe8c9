import type {Key} from 'ink';

/** One key: its name as the keymap has it (`a`, `P`, `space`, `up`, `ctrl+w`), and the text that it types, if any. */
export type KeyPress = {readonly key: string; readonly text: string};

/** Longer runs of different characters were pasted into a terminal that doesn't say so. */
const mostTyped = 12;

const names = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageUp'],
	['pageDown', 'pageDown'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['escape', 'escape'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	['delete', 'delete'],
] as const;

const segmenter = new Intl.Segmenter();

/**
The keys that Ink's input stands for. While the program is busy several keys arrive as one text.

A `string`: it was pasted.
*/
export function readKeys(input: string, key: Key): readonly KeyPress[] | string {
	const name = names.find(([property]) => key[property])?.[1];
	if (name !== undefined) {
		// Some terminals send what Escape sends before any key that is held together with Alt.
		const modifier = name !== 'escape' && (key.ctrl || key.meta) ? 'ctrl+' : (key.shift && name === 'tab' ? 'shift+' : '');
		return [{key: modifier + name, text: ''}];
	}

	if (key.ctrl || key.meta) {
		return [{key: `${key.ctrl ? 'ctrl' : 'alt'}+${input === ' ' ? 'space' : input}`, text: ''}];
	}

	const characters = Array.from(segmenter.segment(input), ({segment}) => segment);
	const isRepeated = characters.every(character => character === characters[0]);
	return characters.length > mostTyped && !isRepeated ? input : characters.map(character => typedKey(character));
}

function typedKey(character: string): KeyPress {
	switch (character) {
		case ' ': {
			return {key: 'space', text: ' '};
		}

		case '\r':
		case '\n':
		case '\r\n': {
			return {key: 'enter', text: ''};
		}

		case '\t': {
			return {key: 'tab', text: ''};
		}

		default: {
			return {key: character, text: /\p{Cc}/v.test(character) ? '' : character};
		}
	}
}
