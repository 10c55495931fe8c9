import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {displayText} from '../../source/base/display-text.ts';

const text = fc.string({
	unit: fc.oneof(
		fc.integer({min: 0, max: 0x10_FF_FF}).map(point => String.fromCodePoint(point)),
		fc.constantFrom('\u{1B}', '\n', '\t', '\\', '\u{202E}', '\u{200D}', '\u{FE0F}', '\u{D83D}', '\u{DE00}', '\u{E0041}', 'a', 'é', '👩', '💻', '👨\u{200D}👩\u{200D}👧'),
	),
});

/** First and last of each range that must never reach a terminal. */
const escapedRanges = [
	[0x00, 0x1F],
	[0x7F, 0x9F],
	[0xAD, 0xAD],
	[0x06_1C, 0x06_1C],
	[0x18_0E, 0x18_0E],
	[0x20_0B, 0x20_0F],
	[0x20_28, 0x20_2E],
	[0x20_60, 0x20_64],
	[0x20_66, 0x20_69],
	[0x31_64, 0x31_64],
	[0xD8_00, 0xDF_FF],
	[0xFD_D0, 0xFD_EF],
	[0xFE_00, 0xFE_0E],
	[0xFE_FF, 0xFE_FF],
	[0xFF_F9, 0xFF_FB],
	[0xFF_FE, 0xFF_FF],
	[0xE_00_00, 0xE_01_EF],
	[0x10_FF_FE, 0x10_FF_FF],
] as const;

function isEscaped(point: number): boolean {
	return escapedRanges.some(([first, last]) => point >= first && point <= last);
}

const examples: ReadonlyArray<readonly [raw: string, shown: string]> = [
	['', ''],
	['photos/Straße 1.jpg', 'photos/Straße 1.jpg'],
	['日本語 عربي ελληνικά', '日本語 عربي ελληνικά'],
	['cafe\u{301}', 'cafe\u{301}'],
	[String.raw`back\slash`, String.raw`back\slash`],
	['two\nlines', String.raw`two\nlines`],
	['a\tb', String.raw`a\tb`],
	['a\rb', String.raw`a\u{d}b`],
	['\u{1B}[31mred\u{7}', String.raw`\u{1b}[31mred\u{7}`],
	['\u{9B}2J', String.raw`\u{9b}2J`],
	['gpj\u{202E}exe', String.raw`gpj\u{202e}exe`],
	['in\u{200B}visible', String.raw`in\u{200b}visible`],
	['\u{E0041}', String.raw`\u{e0041}`],
	['half \u{D83D}', String.raw`half \u{d83d}`],
	['😀', '😀'],
	['❤\u{FE0F}', '❤\u{FE0F}'],
	['👩\u{200D}💻', '👩\u{200D}💻'],
	['👨\u{200D}👩\u{200D}👧 family', '👨\u{200D}👩\u{200D}👧 family'],
	['🏳\u{FE0F}\u{200D}🌈', '🏳\u{FE0F}\u{200D}🌈'],
	['👩🏽\u{200D}🚀', '👩🏽\u{200D}🚀'],
	// No emoji that Unicode knows, or only a part of one.
	['👨\u{200D}💣', String.raw`👨\u{200d}💣`],
	['👩\u{200D}', String.raw`👩\u{200d}`],
	['\u{200D}💻', String.raw`\u{200d}💻`],
	['👩\u{200D}\u{200D}💻', String.raw`👩\u{200d}\u{200d}💻`],
	['👩\u{200D}💻\u{200D}exe', `👩\u{200D}💻${String.raw`\u{200d}`}exe`],
	['a\u{200D}b', String.raw`a\u{200d}b`],
	['क्\u{200D}ष', String.raw`क्\u{200d}ष`],
	['👩\u{200D}\u{202E}💻', String.raw`👩\u{200d}\u{202e}💻`],
];

for (const [raw, shown] of examples) {
	test(`${JSON.stringify(raw)} is shown as ${JSON.stringify(shown)}`, () => {
		assert.equal(displayText(raw), shown);
	});
}

test('each character that could harm is escaped wherever it stands alone', () => {
	for (const [first, last] of escapedRanges) {
		for (let point = first; point <= last; point++) {
			const shown = displayText(`a${String.fromCodePoint(point)}b`);
			assert.match(shown, /^a\\(?:n|t|u\{[\da-f]+\})b$/v, point.toString(16));
		}
	}
});

test('no escaped character is left in any shown text, but within an emoji', () => {
	fc.assert(fc.property(text, raw => {
		for (const character of displayText(raw).replaceAll(/\p{RGI_Emoji_ZWJ_Sequence}/gv, '')) {
			assert.equal(isEscaped(character.codePointAt(0)!), false);
		}
	}));
});

test('shown text stays as it is when shown again', () => {
	fc.assert(fc.property(text, raw => {
		const shown = displayText(raw);
		assert.equal(displayText(shown), shown);
	}));
});
