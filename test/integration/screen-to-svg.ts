import assert from 'node:assert/strict';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {drawnGlyph, glyphOpacity} from '../../scripts/screenshots/drawn-glyphs.ts';
import {svgColor} from '../../scripts/screenshots/palette.ts';
import {runtimeCommand} from '../../scripts/runtime-command.ts';
import {screenToSvg} from '../../scripts/screenshots/screen-to-svg.ts';
import {Screen} from '../helpers/screen.ts';
import {startTerminal} from '../helpers/terminal.ts';

async function draw(text: string, {columns = 20, rows = 1} = {}): Promise<string> {
	const screen = new Screen(columns, rows, () => undefined);
	await screen.write(text);
	const svg = screenToSvg(screen.cells(), 'A & B');
	screen.close();
	return svg;
}

const texts = (svg: string): ReadonlyArray<readonly [x: number, width: number, look: string, text: string]> =>
	[...svg.matchAll(/<text x="(?<x>\d+)" y="\d+" textLength="(?<width>\d+)" lengthAdjust="spacingAndGlyphs"(?<look>[^>]*)>(?<text>[^<]*)</gv)]
		.map(({groups}) => [Number(groups!['x']), Number(groups!['width']), groups!['look']!.trim(), groups!['text']!]);

for (const [what, written, expected] of [
	['words of one look stand together, and further ones by themselves', 'one two   three', [[18, 63, '', 'one two'], [108, 45, '', 'three']]],
	['a colour, bold, italic and lines', '\u{1B}[31mr\u{1B}[39;1mb\u{1B}[22;3mi\u{1B}[23;4mu\u{1B}[9ms', [
		[18, 9, 'fill="#e5646e"', 'r'],
		[27, 9, 'font-weight="bold"', 'b'],
		[36, 9, 'font-style="italic"', 'i'],
		[45, 9, 'text-decoration="underline"', 'u'],
		[54, 9, 'text-decoration="underline line-through"', 's'],
	]],
	['dim is fainter, in any colour', '\u{1B}[2mdim \u{1B}[32mgreen', [[18, 27, 'fill-opacity="0.6"', 'dim'], [54, 45, 'fill="#8fc77a" fill-opacity="0.6"', 'green']]],
	['inverse swaps both colours', '\u{1B}[7ma\u{1B}[34;43mb', [[18, 9, 'fill="#15171c"', 'a'], [27, 9, 'fill="#e3b667"', 'b']]],
	['colours of 256 and of its own', '\u{1B}[38;5;208ma\u{1B}[38;2;1;2;3mb', [[18, 9, 'fill="#ff8700"', 'a'], [27, 9, 'fill="#010203"', 'b']]],
	['a wide character takes two columns by itself', 'a日b', [[18, 9, '', 'a'], [27, 18, '', '日'], [45, 9, '', 'b']]],
	['what XML would read is escaped', '<&>', [[18, 27, '', '&lt;&amp;&gt;']]],
	['a line parts words', 'a│b', [[18, 9, '', 'a'], [36, 9, '', 'b']]],
] as const) {
	test(`in a picture, ${what}`, async () => {
		assert.deepEqual(texts(await draw(written)), expected);
	});
}

test('a background is one rectangle, whatever the text on it looks like', async () => {
	const svg = await draw('\u{1B}[44ma \u{1B}[1mb\u{1B}[49m c');
	assert.deepEqual(svg.match(/<rect x="18"[^>]*>/gv), ['<rect x="18" y="38" width="27" height="20" fill="#6ea8ef"/>']);
});

test('a picture is a window with a title, of the size of its screen, and the same each time', async () => {
	const svg = await draw('x', {columns: 80, rows: 24});
	assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="756" height="536" viewBox="0 0 756 536" role="img">\n<title>A &amp; B<\/title>\n/v);
	assert.ok(svg.endsWith('</g>\n</svg>\n'));
	assert.equal(svg, await draw('x', {columns: 80, rows: 24}));
	assert.doesNotMatch(svg.replace('http://www.w3.org/2000/svg', ''), /https?:|@font-face|url\(/v);
});

test('lines and blocks are drawn and meet those beside them', async () => {
	const box = {
		x: 0, y: 0, width: 9, height: 20,
	};
	assert.equal(drawnGlyph('█', box), 'M0 0h9v20h-9z');
	assert.equal(drawnGlyph('▄', box), 'M0 10h9v10h-9z');
	assert.equal(drawnGlyph('▀', box), 'M0 0h4.5v10h-4.5zM4.5 0h4.5v10h-4.5z');
	assert.equal(drawnGlyph('─', box), 'M4 10h5v1h-5zM0 10h5v1h-5z');
	assert.match(drawnGlyph('╭', box)!, /^M9 10H/v);
	assert.equal(drawnGlyph('a', box), undefined);
	assert.deepEqual(['░', '█'].map(glyph => glyphOpacity(glyph)), [0.25, 1]);
	const svg = await draw('\u{1B}[32m█▒\u{1B}[39m');
	assert.deepEqual(svg.match(/<path[^>]*>/gv), [
		'<path d="M18 38h9v20h-9z" fill="#8fc77a"/>',
		'<path d="M27 38h9v20h-9z" fill="#8fc77a" fill-opacity="0.5"/>',
	]);
});

test('the palette is that of terminals', () => {
	assert.deepEqual([16, 21, 231, 232, 255, undefined, '#abcdef' as const].map(color => svgColor(color)), ['#000000', '#0000ff', '#ffffff', '#080808', '#eeeeee', undefined, '#abcdef']);
});

test('the screen of a program becomes a picture', async t => {
	const terminal = startTerminal(t, [fileURLToPath(new URL('../fixtures/terminal/wide-characters.ts', import.meta.url))], {command: runtimeCommand});
	await terminal.waitFor('שלום');
	const drawn = texts(screenToSvg(terminal.cells(), 'Names'));
	assert.ok(drawn.some(([, width, , text]) => text === '👨‍👩‍👧' && width === 18));
});
