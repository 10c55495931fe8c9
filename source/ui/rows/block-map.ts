import type {BlockCell, BlockView} from '../../app/engine-state.ts';
import {count, percent} from '../../base/format.ts';
import {cutText} from '../fit-text.ts';
import {sparkline} from '../sparkline.ts';
import {drawn, type Span, type Spans} from '../spans.ts';
import type {Glyphs, Tone} from '../theme.ts';

export type BlockMapOptions = {readonly width: number; readonly rows: number; readonly glyphs: Glyphs};

/** With less there is room only for the sum and the map. */
const roomyRows = 9;

/** How many cells a map has room for. */
export function cellsFor({width, rows}: Pick<BlockMapOptions, 'width' | 'rows'>): number {
	return width * cellRows(rows);
}

/** Beside the map stand the sum and, with room, what the signs mean, who has what, and some air. */
function cellRows(rows: number): number {
	return Math.max(1, rows - (rows < roomyRows ? 1 : 6));
}

/** Which blocks are here, on their way or missing, and how many peers have them. */
export function blockMap({blocks, here, inFlight, isEnough, cells}: BlockView, {width, rows, glyphs}: BlockMapOptions): readonly Spans[] {
	if (blocks === 0) {
		return [[{text: cutText('Nothing is known of the blocks yet.', width), tone: 'dim'}]];
	}

	const most = Math.max(...cells.map(({peers}) => peers), 0);
	const looks = cells.map(cell => lookOf(cell, most > 0 && !isEnough));
	const lines = Array.from({length: Math.ceil(cells.length / width)}, (_, line) => inRuns(looks.slice(line * width, (line + 1) * width), glyphs));
	const amount = `${here.toLocaleString('en-US')} of ${count(blocks, 'block')}`;
	// A feed keeps the numbers of blocks that nobody needs any more.
	const sum = isEnough && here < blocks
		? `All that is needed is here: ${amount}`
		: `${amount} here, ${percent(here, blocks)}${inFlight > 0 ? `, ${inFlight.toLocaleString('en-US')} on their way` : ''}`;
	const legend: Spans = (isEnough ? signsOfEnough : signs).flatMap((glyph, index): Spans => [
		drawn(`${index === 0 ? '' : '  '}${glyphs[glyph]} `, tones[glyph]),
		drawn(isEnough && glyph === 'blockMissing' ? 'not needed' : words[glyph], 'dim'),
	]);
	const whoHasIt: Spans = most === 0 ? [] : [drawn(sparkline(spread(cells.map(({peers}) => peers), width), width, {glyphs, most}), 'accent')];
	const map = lines.slice(0, cellRows(rows));
	const head: readonly Spans[] = [[{text: cutText(sum, width)}]];
	const whoHasWhat = most === 0 ? 'No peer that has any of it is connected.' : `Who has which part: at most ${count(most, 'peer')}.`;
	return rows < roomyRows
		? [...head, ...map]
		: [...head, legend, [], ...map, [], [{text: cutText(whoHasWhat, width), tone: 'dim'}], whoHasIt];
}

const signs = ['blockHere', 'blockPartly', 'blockInFlight', 'blockMissing', 'blockNowhere'] as const;
const signsOfEnough = ['blockHere', 'blockPartly', 'blockMissing'] as const;

type BlockGlyph = 'blockHere' | 'blockPartly' | 'blockInFlight' | 'blockMissing' | 'blockNowhere';

const tones: Readonly<Record<BlockGlyph, Tone>> = {
	blockHere: 'ok', blockPartly: 'ok', blockInFlight: 'busy', blockMissing: 'dim', blockNowhere: 'warning',
};

const words: Readonly<Record<BlockGlyph, string>> = {
	blockHere: 'here', blockPartly: 'partly', blockInFlight: 'on its way', blockMissing: 'missing', blockNowhere: 'nobody has it',
};

function lookOf({state, peers}: BlockCell, isAnybodyThere: boolean): BlockGlyph {
	switch (state) {
		case 'here': {
			return 'blockHere';
		}

		case 'partly': {
			return 'blockPartly';
		}

		case 'in-flight': {
			return 'blockInFlight';
		}

		case 'missing': {
			return peers === 0 && isAnybodyThere ? 'blockNowhere' : 'blockMissing';
		}
	}
}

/** Equal cells side by side as one piece of text: a line of a map has a few of them instead of one a column. */
function inRuns(looks: readonly BlockGlyph[], glyphs: Glyphs): Spans {
	const runs: Span[] = [];
	let start = 0;
	for (let index = 1; index <= looks.length; index++) {
		if (looks[index] !== looks[start]) {
			runs.push(drawn(glyphs[looks[start]!].repeat(index - start), tones[looks[start]!]));
			start = index;
		}
	}

	return runs;
}

/** As many figures as there are columns: the least of those that fall into each, or each of them several times. */
function spread(figures: readonly number[], width: number): readonly number[] {
	return Array.from({length: width}, (_, column) => {
		const from = Math.floor(column * figures.length / width);
		return Math.min(...figures.slice(from, Math.max(from + 1, Math.floor((column + 1) * figures.length / width))));
	});
}
