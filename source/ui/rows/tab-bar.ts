import type {ShareState} from '../../app/engine-state.ts';
import {columnsOf} from '../fit-text.ts';
import {type Tab, tabs} from '../navigation.ts';
import {
	drawn, type Span, type Spans, textOf,
} from '../spans.ts';
import type {Glyphs} from '../theme.ts';

const titles: Readonly<Record<Tab, string>> = {
	files: 'Files', peers: 'Peers', blocks: 'Blocks', activity: 'Activity', history: 'History',
};

export type TabBarOptions = {readonly width: number; readonly glyphs: Glyphs; readonly isRoomy: boolean};

type Share = Pick<ShareState, 'peers' | 'requests'>;

type Label = {readonly tab: Tab; readonly number: string; readonly text: string; readonly spoken: string};

/** The tabs of a share in one line; with room, a second one underlines the tab that is seen. */
export function tabBar(seen: Tab, share: Share, {width, glyphs, isRoomy}: TabBarOptions): readonly Spans[] {
	const lineOf = (labels: readonly Label[], gap: number): Spans => labels.flatMap(({tab, number, text, spoken}): Spans => [
		drawn(isRoomy || tab !== seen ? ' ' : glyphs.cursor, 'accent'),
		drawn(number, 'dim'),
		{text, tone: tab === seen ? 'strong' : 'plain', spoken},
		{text: ' '.repeat(gap)},
	]);
	// Where there is no room for the numbers, their order tells them.
	const layouts = [{hasNumbers: true, hasFigure: true}, {hasNumbers: false, hasFigure: true}, {hasNumbers: false, hasFigure: false}]
		.flatMap(options => (isRoomy ? [3, 1, 0] : [0]).map(gap => ({labels: labelsOf(seen, share, {...options, glyphs}), gap})));
	// The line below goes on to the end of the last gap.
	const widthOf = (text: string): number => columnsOf(isRoomy ? text : text.trimEnd());
	const {labels, gap} = layouts.find(({labels, gap}) => widthOf(textOf(lineOf(labels, gap))) <= width) ?? layouts.at(-1)!;
	const line = lineOf(labels, gap);
	if (!isRoomy) {
		return [line];
	}

	const marks: readonly Span[] = labels.flatMap(({tab, number, text}) => tab === seen
		? [drawn(glyphs.barDone.repeat(number.length + text.length + Math.min(2, gap + 1)), 'accent'), drawn(glyphs.rule.repeat(Math.max(0, gap - 1)), 'dim')]
		: [drawn(glyphs.rule.repeat(number.length + text.length + 1 + gap), 'dim')]);
	const used = marks.reduce((sum, {text}) => sum + text.length, 0);
	return [line, [...marks, drawn(glyphs.rule.repeat(Math.max(0, width - used)), 'dim')]];
}

function labelsOf(seen: Tab, {peers, requests}: Share, {glyphs, hasNumbers, hasFigure}: {readonly glyphs: Glyphs; readonly hasNumbers: boolean; readonly hasFigure: boolean}): readonly Label[] {
	return tabs.map((tab, index) => {
		const figure = tab === 'peers' && peers > 0 ? ` ${peers}` : '';
		const asks = tab === 'peers' && requests.length > 0 ? ` ${glyphs.question}` : '';
		const said = [
			`${index === 0 ? 'tabs: ' : ''}${index + 1} ${titles[tab]}`,
			...(tab === seen ? ['(shown)'] : []),
			...(figure === '' ? [] : [`with${figure} connected`]),
			...(asks === '' ? [] : ['where somebody asks']),
		].join(' ');
		return {
			tab, number: hasNumbers ? `${index + 1} ` : '', text: `${titles[tab]}${hasFigure ? figure : ''}${asks}`, spoken: index === tabs.length - 1 ? said : `${said},`,
		};
	});
}
