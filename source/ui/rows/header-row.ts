import type {NetworkState} from '../../app/engine-state.ts';
import {speed} from '../../base/format.ts';
import {
	columnsOf, cutText, fitText, safeText,
} from '../fit-text.ts';
import {sparkline} from '../sparkline.ts';
import {drawn, type Spans, textOf} from '../spans.ts';
import type {Glyphs, Tone} from '../theme.ts';

/** Nothing is wrong while no share is open; then nobody is looked for. */
const statusWords: Readonly<Record<NetworkState['status'], {readonly word: string; readonly tone: Tone}>> = {
	closed: {word: 'idle', tone: 'dim'},
	connecting: {word: 'connecting', tone: 'busy'},
	online: {word: 'online', tone: 'ok'},
	unreachable: {word: 'unreachable', tone: 'bad'},
};

const speedWidth = 10;

/** A longer one makes no room for itself. */
const longestTitle = 20;

export type HeaderOptions = {
	readonly width: number;
	readonly glyphs: Glyphs;
	/** What stands there where the title has no room; by default the title, cut. */
	readonly shortTitle?: string | undefined;
};

/** The first line: what is seen, how fast everything goes together, and whether the network answers. */
export function headerRow(title: string, network: NetworkState, {width, glyphs, shortTitle = title}: HeaderOptions): Spans {
	const {word, tone} = statusWords[network.status];
	const mark = {
		online: glyphs.serving, connecting: glyphs.waiting, closed: glyphs.waiting, unreachable: glyphs.bad,
	}[network.status];
	// Both directions on one scale, or a trickle would look like a flood.
	const most = Math.max(1, ...network.downloadHistory, ...network.uploadHistory);
	const traffic = (sign: string, bytes: number, {history, graph}: {readonly history: readonly number[]; readonly graph: number}): Spans => [
		{text: `${sign} `, tone: bytes > 0 ? 'accent' : 'dim', spoken: sign === glyphs.down ? 'download' : 'upload'},
		{text: fitText(speed(bytes), speedWidth), tone: bytes > 0 ? 'plain' : 'dim'},
		...(graph > 0 ? [drawn(sparkline(history, graph, {glyphs, most}), 'accent')] : []),
		{text: '  '},
	];
	const rightWith = (graph: number): Spans => [
		...traffic(glyphs.down, network.download, {history: network.downloadHistory, graph}),
		...traffic(glyphs.up, network.upload, {history: network.uploadHistory, graph}),
		...(width >= 56 ? [{text: `${mark} ${word}`, tone, spoken: word}] : [{text: mark, tone, spoken: word}]),
	];
	const name: Spans = [{text: 'ferry', tone: 'strong'}];
	const leftOf = (right: Spans): number => width - columnsOf(textOf(name)) - columnsOf(textOf(right)) - 2;
	// Rather a shorter curve than half a title.
	const needed = Math.min(longestTitle, columnsOf(safeText(title))) + 2;
	const graph = graphWidths(width).find(each => leftOf(rightWith(each)) >= needed) ?? 0;
	const right = rightWith(graph);
	const left = leftOf(right);
	const titleIn = (columns: number): string => safeText(columnsOf(safeText(title)) <= columns ? title : shortTitle);
	if (left <= 4 && title !== '') {
		// What is seen says more than what the program is called.
		const room = width - columnsOf(textOf(right));
		return [{text: fitText(cutText(titleIn(room - 1), room - 1, {cut: 'middle', ellipsis: glyphs.ellipsis}), room), tone: 'strong'}, ...right];
	}

	const shown = title === '' ? '' : cutText(`  ${titleIn(left - 2)}`, left, {cut: 'middle', ellipsis: glyphs.ellipsis});
	return [...name, {text: fitText(shown, left + 2), tone: 'dim'}, ...right];
}

/** How long each of the two curves can be from so many columns on. */
const graphs = [[160, 30], [100, 18], [76, 10], [76, 6]] as const;

/** The longest one first. */
function graphWidths(width: number): readonly number[] {
	return graphs.filter(([columns]) => width >= columns).map(([, graph]) => graph);
}
