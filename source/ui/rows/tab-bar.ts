import type {ShareState} from '../../app/engine-state.ts';
import {type Tab, tabs} from '../navigation.ts';
import {drawn, type Span, type Spans} from '../spans.ts';
import type {Glyphs} from '../theme.ts';

const titles: Readonly<Record<Tab, string>> = {
	files: 'Files', peers: 'Peers', blocks: 'Blocks', activity: 'Activity',
};

export type TabBarOptions = {readonly width: number; readonly glyphs: Glyphs; readonly isRoomy: boolean};

/** The tabs of a share in one line; with room, a second one underlines the tab that is seen. */
export function tabBar(seen: Tab, {peers, requests}: Pick<ShareState, 'peers' | 'requests'>, {width, glyphs, isRoomy}: TabBarOptions): readonly Spans[] {
	const labels = tabs.map((tab, index) => {
		const figure = tab === 'peers' && peers > 0 ? ` ${peers}` : '';
		const asks = tab === 'peers' && requests.length > 0 ? ` ${glyphs.question}` : '';
		const said = [
			`${index === 0 ? 'tabs: ' : ''}${index + 1} ${titles[tab]}`,
			...(tab === seen ? ['(shown)'] : []),
			...(figure === '' ? [] : [`with${figure} connected`]),
			...(asks === '' ? [] : ['where somebody asks']),
		].join(' ');
		return {
			tab, number: `${index + 1} `, text: `${titles[tab]}${figure}${asks}`, spoken: index === tabs.length - 1 ? said : `${said},`,
		};
	});
	const line: Spans = labels.flatMap(({tab, number, text, spoken}): Spans => [
		drawn(isRoomy || tab !== seen ? ' ' : glyphs.cursor, 'accent'),
		drawn(number, 'dim'),
		{text, tone: tab === seen ? 'strong' : 'plain', spoken},
		{text: isRoomy ? '   ' : ''},
	]);
	if (!isRoomy) {
		return [line];
	}

	const marks: readonly Span[] = labels.map(({tab, number, text}) => tab === seen
		? drawn(glyphs.barDone.repeat(number.length + text.length + 2) + glyphs.rule.repeat(2), 'accent')
		: drawn(glyphs.rule.repeat(number.length + text.length + 4), 'dim'));
	const used = marks.reduce((sum, {text}) => sum + text.length, 0);
	return [line, [...marks, drawn(glyphs.rule.repeat(Math.max(0, width - used)), 'dim')]];
}
