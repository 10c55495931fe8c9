import {Text} from 'ink';
import {
	type ReactNode, useLayoutEffect, useRef, useState,
} from 'react';
import {
	charactersOf, editText, type EditedText, insertText,
} from '../edit-text.ts';
import {columnsOf, fitText, safeText} from '../fit-text.ts';
import {useKeys, usePastes} from '../hooks/use-keys.ts';
import {useTheme} from '../hooks/use-theme.ts';

export type TextFieldProps = {
	readonly value: string;
	readonly onChange: (value: string) => void;
	/** In columns. */
	readonly width: number;
	/** Whether it takes what is typed. */
	readonly isActive?: boolean;
	/** Shown while it is empty. */
	readonly placeholder?: string;
	/** What becomes of a text that is pasted behind another one. As it is, if nothing else is said; what would break the line is left out in any case. */
	readonly readPaste?: (pasted: string, before: string) => string;
};

/** One line of text with a cursor. It leaves alone what neither types nor edits: Enter, Escape, Tab, up and down go to the screen it stands in. */
export function TextField({value, onChange, width, isActive = true, placeholder = '', readPaste = pasted => pasted}: TextFieldProps): ReactNode {
	const {tones, spell} = useTheme();
	const hint = spell(placeholder);
	const [wantedCursor, setCursor] = useState(() => charactersOf(value).length);
	// In the moment in which a shorter value has come from outside, it may stand behind its end.
	const cursor = Math.min(wantedCursor, charactersOf(value).length);
	// A value that was put in from outside, as a completed path, is gone on with at its end.
	const expected = useRef(value);
	useLayoutEffect(() => {
		if (expected.current !== value) {
			expected.current = value;
			setCursor(charactersOf(value).length);
		}
	}, [value]);
	const change = (edited: EditedText): void => {
		expected.current = edited.text;
		setCursor(edited.cursor);
		if (edited.text !== value) {
			onChange(edited.text);
		}
	};

	useKeys(({key, text}) => {
		const edited = editText({text: value, cursor}, key, text);
		if (edited !== undefined) {
			change(edited);
		}

		return edited !== undefined;
	}, {isActive, layer: 'field'});
	usePastes(text => {
		const before = charactersOf(value).slice(0, cursor).join('');
		change(insertText({text: value, cursor}, readPaste(text, before)));
		return true;
	}, {isActive, layer: 'field'});

	if (value === '' && !isActive) {
		return <Text wrap='truncate' {...tones.dim}>{fitText(hint, width)}</Text>;
	}

	// The cursor stands on the placeholder, which so begins where what is typed will.
	const {before, at, after} = cutAround(value === '' ? {text: hint, cursor: 0} : {text: value, cursor}, width);
	return (
		<Text wrap='truncate'>
			{before}<Text inverse={isActive}>{at}</Text><Text {...(value === '' ? tones.dim : {})}>{after}</Text>
		</Text>
	);
}

/** As much of the text around the cursor as fits, in exactly `width` columns. */
function cutAround({text, cursor}: EditedText, width: number): {readonly before: string; readonly at: string; readonly after: string} {
	const characters = charactersOf(text).map(character => safeText(character));
	const at = characters[cursor] ?? ' ';
	const room = width - columnsOf(at);
	let start = cursor;
	let used = 0;
	while (start > 0 && used + columnsOf(characters[start - 1]!) <= room) {
		start--;
		used += columnsOf(characters[start]!);
	}

	return {before: characters.slice(start, cursor).join(''), at, after: fitText(characters.slice(cursor + 1).join(''), Math.max(0, room - used), {ellipsis: ' '})};
}
