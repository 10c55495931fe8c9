import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {fitText} from '../../source/ui/fit-text.ts';

test('a text is padded or cut to its columns', () => {
	const cases: ReadonlyArray<readonly [text: string, width: number, options: Parameters<typeof fitText>[2], fitted: string]> = [
		['name', 6, {}, 'name  '],
		['name', 6, {align: 'right'}, '  name'],
		['name', 4, {}, 'name'],
		['photograph.jpg', 8, {}, 'photogr…'],
		['photograph.jpg', 9, {cut: 'middle'}, 'phot….jpg'],
		['photograph.jpg', 1, {}, '…'],
		['photograph.jpg', 0, {}, ''],
		['photograph', 5, {ellipsis: '~'}, 'phot~'],
		['星の写真', 8, {}, '星の写真'],
		['星の写真', 6, {}, '星の… '],
		['星の写真', 6, {cut: 'middle'}, '星…真 '],
		['עברית', 7, {}, 'עברית  '],
		['❤️ list', 7, {}, '❤ list '],
		['👍🏽', 3, {}, '👍 '],
		['👨\u{200D}👩\u{200D}👧 family', 14, {}, '👨👩👧 family '],
		['👨\u{200D}👩\u{200D}👧 family', 6, {}, '👨👩… '],
		['👩🏽\u{200D}🚀', 5, {}, '👩🚀 '],
		['🏳\u{FE0F}\u{200D}🌈', 4, {}, '🏳🌈 '],
		['a\u{200D}b', 11, {}, String.raw`a\u{200d}b `],
		['a\u{202E}b', 11, {}, String.raw`a\u{202e}b `],
		['a\nb', 5, {}, String.raw`a\nb `],
		['\u{1B}[31m', 12, {}, String.raw`\u{1b}[31m  `],
	];
	for (const [text, width, options, fitted] of cases) {
		assert.equal(fitText(text, width, options), fitted);
	}
});

test('whatever the text, it takes exactly its columns', () => {
	fc.assert(fc.property(fc.string({unit: 'grapheme', maxLength: 40}), fc.nat(30), fc.boolean(), (text, width, isMiddle) => {
		assert.equal(stringWidth(fitText(text, width, {cut: isMiddle ? 'middle' : 'end'})), width);
	}));
});

test('a very long name is cut without being looked at as a whole', () => {
	assert.equal(fitText(`${'星'.repeat(1_000_000)}.jpg`, 9, {cut: 'middle'}), '星星….jpg');
});
