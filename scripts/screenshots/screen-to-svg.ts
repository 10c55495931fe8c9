import {isDeepStrictEqual} from 'node:util';
import type {Cell, CellStyle} from '../../test/helpers/screen-cells.ts';
import {drawnGlyph, glyphOpacity} from './drawn-glyphs.ts';
import {background, foreground, svgColor} from './palette.ts';

/** Pixels. The fonts named below are 0.6 as wide as they are high; others are stretched to fit. */
const cell = {
	width: 9, height: 20, font: 15, baseline: 15,
};
const frame = {
	padding: 18, bar: 38, radius: 10, edge: '#31353f', title: '#8b919d', buttons: ['#e5646e', '#e3b667', '#8fc77a'],
} as const;
const fonts = 'ui-monospace, SFMono-Regular, Menlo, Consolas, &quot;DejaVu Sans Mono&quot;, &quot;Liberation Mono&quot;, monospace';

/** Neighbours in a row that look the same. */
type Run = {
	readonly column: number;
	readonly width: number;
	readonly cells: readonly Cell[];
	readonly style: CellStyle;
};

/**
Draws the screen of a terminal as a window, in SVG that needs nothing else.

@param rows Its cells from the top to the bottom.
@param title Stands above it; what the picture shows.
*/
export function screenToSvg(rows: ReadonlyArray<readonly Cell[]>, title: string): string {
	const columns = Math.max(...rows.map(row => widthOf(row)));
	const width = (columns * cell.width) + (2 * frame.padding);
	const height = (rows.length * cell.height) + frame.bar + frame.padding;
	const runs = rows.map(row => runsOf(row));
	const drawn = [
		...runs.flatMap((row, index) => joined(row, backgroundOf).flatMap(run => backgroundElement(run, index))),
		...runs.flatMap((row, index) => row.flatMap(run => [...glyphElements(run, index), ...textElements(run, index)])),
	];
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
		`<title>${escape(title)}</title>`,
		`<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="${frame.radius}" fill="${background}" stroke="${frame.edge}"/>`,
		...frame.buttons.map((color, index) => `<circle cx="${frame.padding + 6 + (index * 20)}" cy="${frame.bar / 2}" r="6" fill="${color}"/>`),
		`<g font-family="${fonts}" font-size="${cell.font}" fill="${foreground}" xml:space="preserve">`,
		`<text x="${width / 2}" y="${(frame.bar / 2) + 5}" text-anchor="middle" font-size="13" fill="${frame.title}">${escape(title)}</text>`,
		...drawn,
		'</g>',
		'</svg>',
		'',
	].join('\n');
}

function runsOf(row: readonly Cell[]): readonly Run[] {
	let column = 0;
	const runs = row.map((each): Run => {
		const run = {
			column, width: each.width, cells: [each], style: each.style,
		};
		column += each.width;
		return run;
	});
	return joined(runs, ({style}) => style);
}

function joined(runs: readonly Run[], lookOf: (run: Run) => unknown): readonly Run[] {
	const result: Run[] = [];
	for (const run of runs) {
		const last = result.at(-1);
		if (last && isDeepStrictEqual(lookOf(last), lookOf(run))) {
			result[result.length - 1] = {...last, width: last.width + run.width, cells: [...last.cells, ...run.cells]};
		} else {
			result.push(run);
		}
	}

	return result;
}

function backgroundElement(run: Run, row: number): readonly string[] {
	const color = backgroundOf(run);
	return color === undefined ? [] : [`<rect x="${leftOf(run.column)}" y="${topOf(row)}" width="${run.width * cell.width}" height="${cell.height}" fill="${color}"/>`];
}

/** Lines and blocks, each kind of shade of a run as one path. */
function glyphElements(run: Run, row: number): readonly string[] {
	const paths = new Map<number, string>();
	let {column} = run;
	for (const {text, width} of run.cells) {
		const path = drawnGlyph(text, {
			x: leftOf(column), y: topOf(row), width: cell.width, height: cell.height,
		});
		if (path !== undefined) {
			const opacity = glyphOpacity(text);
			paths.set(opacity, (paths.get(opacity) ?? '') + path);
		}

		column += width;
	}

	return [...paths].map(([opacity, path]) => `<path d="${path}"${colorAttributes(run.style, opacity)}/>`);
}

/** The words of a run: what more than one space, a wide character or a drawn glyph parts stands by itself, so that every one begins where it should. */
function textElements(run: Run, row: number): readonly string[] {
	const words: Array<{column: number; text: string; width: number}> = [];
	let {column} = run;
	let spaces = 2;
	for (const {text, width} of run.cells) {
		const isSpace = text.trim() === '';
		const isDrawn = drawnGlyph(text, {
			x: 0, y: 0, width: 1, height: 1,
		}) !== undefined;
		if (isSpace) {
			spaces++;
		} else if (isDrawn) {
			spaces = 2;
		} else {
			const last = words.at(-1);
			if (last && spaces < 2 && width === 1) {
				last.text += ' '.repeat(spaces) + text;
				last.width += spaces + 1;
			} else {
				words.push({column, text, width});
			}

			spaces = width === 1 ? 0 : 2;
		}

		column += width;
	}

	return words.map(({column, text, width}) =>
		`<text x="${leftOf(column)}" y="${topOf(row) + cell.baseline}" textLength="${width * cell.width}" lengthAdjust="spacingAndGlyphs"${textAttributes(run.style)}>${escape(text)}</text>`);
}

function textAttributes(style: CellStyle): string {
	const lines = [style.isUnderlined && 'underline', style.isStruck && 'line-through'].filter(line => line !== false).join(' ');
	return [
		colorAttributes(style),
		style.isBold ? ' font-weight="bold"' : '',
		style.isItalic ? ' font-style="italic"' : '',
		lines === '' ? '' : ` text-decoration="${lines}"`,
	].join('');
}

function colorAttributes(style: CellStyle, opacity = 1): string {
	const color = style.isInverse ? svgColor(style.background) ?? background : svgColor(style.color);
	const strength = opacity * (style.isDim ? 0.6 : 1);
	return (color === undefined ? '' : ` fill="${color}"`) + (strength === 1 ? '' : ` fill-opacity="${strength}"`);
}

/** Undefined: the window's own. */
function backgroundOf({style}: Run): string | undefined {
	return style.isInverse ? svgColor(style.color) ?? foreground : svgColor(style.background);
}

function widthOf(row: readonly Cell[]): number {
	return row.reduce((sum, {width}) => sum + width, 0);
}

function leftOf(column: number): number {
	return frame.padding + (column * cell.width);
}

function topOf(row: number): number {
	return frame.bar + (row * cell.height);
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
