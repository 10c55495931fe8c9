// Control characters; halves of surrogate pairs; line and paragraph separators; all that Unicode calls
// ignorable (bidirectional controls, zero-width, soft hyphen, fillers, tags, variation selectors); annotation marks;
// code points that are no characters. U+FE0F stays: it only asks for a coloured emoji.
// deno-lint-ignore no-invalid-regexp -- Deno's linter knows no sets within sets.
const unsafe = /[[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u{FFF9}-\u{FFFB}]--\u{FE0F}]/gv;

// What joins emoji stays where Unicode knows the whole as one emoji. Looking for these takes much longer, so it is done only where there may be one.
const joiner = '\u{200D}';
const unsafeOrJoined = new RegExp(String.raw`\p{RGI_Emoji_ZWJ_Sequence}|${unsafe.source}`, 'gv');

/**
Text that came from a feed or a peer, made safe to print: nothing in it can move the cursor, colour, reorder, hide or break a line.

Every such character shows as `\u{202e}`, a newline as `\n`, a tab as `\t`; a backslash stays as it is, so the result is for eyes and can't be turned back. Emoji that U+200D joins stay whole if Unicode recommends them as one; anywhere else that character is shown like the others.
*/
export function displayText(text: string): string {
	return text.replaceAll(text.includes(joiner) ? unsafeOrJoined : unsafe, visible);
}

function visible(character: string): string {
	// A joined emoji, which has more than one code point.
	if (character.length > 2) {
		return character;
	}

	if (character === '\n') {
		return String.raw`\n`;
	}

	if (character === '\t') {
		return String.raw`\t`;
	}

	return String.raw`\u{${character.codePointAt(0)!.toString(16)}}`;
}
