import stringWidth from 'string-width';
import type {IUnicodeVersionProvider} from '@xterm/headless';

/** What went before, as far as the width of what comes next depends on it. */
const kinds = {
	other: 0, joiner: 1, oneFlagLetter: 2, emoji: 3,
} as const;

/**
How many columns a character takes in a terminal of today: emoji two, and what belongs together (a family, a flag, a letter with its marks) is one character. The emulator's own tables end with Unicode 6, where emoji take one.

A character's properties are its kind, its width and whether it joins the one before it, in the bits where the emulator looks for them.
*/
export const cellWidths: IUnicodeVersionProvider = {
	version: 'today',
	wcwidth: widthOf,
	charProperties(codepoint, preceding) {
		const precedingKind = preceding >> 3;
		const precedingWidth = (preceding >> 1) & 3;
		const character = String.fromCodePoint(codepoint);
		const isFlagLetter = /^\p{Regional_Indicator}$/v.test(character);
		const isEmoji = /^\p{Extended_Pictographic}$/v.test(character);
		const joins = precedingWidth > 0 && (
			widthOf(codepoint) === 0
			|| (precedingKind === kinds.joiner && isEmoji)
			|| (precedingKind === kinds.oneFlagLetter && isFlagLetter)
			|| (precedingKind === kinds.emoji && /^\p{Emoji_Modifier}$/v.test(character))
		);
		if (!joins) {
			return properties(isFlagLetter ? kinds.oneFlagLetter : (isEmoji ? kinds.emoji : kinds.other), widthOf(codepoint), false);
		}

		const isShownAsEmoji = codepoint === 0xFE_0F && precedingKind === kinds.emoji;
		const kind = codepoint === 0x20_0D ? kinds.joiner : (isEmoji || isShownAsEmoji ? kinds.emoji : kinds.other);
		return properties(kind, isShownAsEmoji || isFlagLetter ? 2 : precedingWidth, true);
	},
};

function widthOf(codepoint: number): 0 | 1 | 2 {
	// Printable ASCII is nearly everything that is ever asked for.
	if (codepoint >= 0x20 && codepoint < 0x7F) {
		return 1;
	}

	const character = String.fromCodePoint(codepoint);
	// A part of an emoji takes its two columns when it stands alone.
	const width = /^\p{Emoji_Modifier}$/v.test(character) ? 2 : stringWidth(character);
	return width === 0 ? 0 : (width === 1 ? 1 : 2);
}

function properties(kind: number, width: number, joins: boolean): number {
	return (kind << 3) | (width << 1) | Number(joins);
}
