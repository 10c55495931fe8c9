import type {NetworkState} from '../../app/engine-state.ts';
import {speed} from '../../base/format.ts';
import {
	columnsOf, cutText, fitText, safeText,
} from '../fit-text.ts';
import {sparkline} from '../sparkline.ts';
import {drawn, type Spans, textOf} from '../spans.ts';
import type {Glyphs, Tone} from '../theme.ts';

const statusWords: Readonly<Record<NetworkState['status'], {readonly word: string; readonly tone: Tone}>> = {
	closed: {word: 'not connected', tone: 'dim'},
	connecting: {word: 'connecting', tone: 'busy'},
	online: {word: 'online', tone: 'ok'},
	unreachable: {word: 'unreachable', tone: 'bad'},
};

const speedWidth = 10;

/** The first line: what is seen, how fast everything goes together, and whether the network answers. */
export function headerRow(title: string, network: NetworkState, {width, glyphs}: {readonly width: number; readonly glyphs: Glyphs}): Spans {
	const {word, tone} = statusWords[network.status];
	const mark = {
		online: glyphs.serving, connecting: glyphs.waiting, closed: glyphs.waiting, unreachable: glyphs.bad,
	}[network.status];
	const graph = graphWidth(width);
	// Both directions on one scale, or a trickle would look like a flood.
	const most = Math.max(1, ...network.downloadHistory, ...network.uploadHistory);
	const traffic = (sign: string, bytes: number, history: readonly number[]): Spans => [
		{text: `${sign} `, tone: bytes > 0 ? 'accent' : 'dim', spoken: sign === glyphs.down ? 'download' : 'upload'},
		{text: fitText(speed(bytes), speedWidth), tone: bytes > 0 ? 'plain' : 'dim'},
		...(graph > 0 ? [drawn(sparkline(history, graph, {glyphs, most}), 'accent')] : []),
		{text: '  '},
	];
	const right: Spans = [
		...traffic(glyphs.down, network.download, network.downloadHistory),
		...traffic(glyphs.up, network.upload, network.uploadHistory),
		...(width >= 56 ? [{text: `${mark} ${word}`, tone, spoken: word}] : [{text: mark, tone, spoken: word}]),
	];
	const name: Spans = [{text: 'ferry', tone: 'strong'}];
	const left = width - columnsOf(textOf(name)) - columnsOf(textOf(right)) - 2;
	const shown = left > 4 && title !== '' ? cutText(`  ${safeText(title)}`, left, {cut: 'middle', ellipsis: glyphs.ellipsis}) : '';
	return [...name, {text: fitText(shown, left + 2), tone: 'dim'}, ...right];
}

/** Of each of the two curves. */
function graphWidth(width: number): number {
	if (width >= 160) {
		return 30;
	}

	if (width >= 100) {
		return 18;
	}

	return width >= 76 ? 10 : 0;
}
