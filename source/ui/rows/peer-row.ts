import type {PeerView} from '../../app/engine-state.ts';
import {
	duration, percent, shortKey, speed,
} from '../../base/format.ts';
import {type ColumnWidths, fitColumns} from '../columns.ts';
import {fitText} from '../fit-text.ts';
import {
	drawn, joinSpans, type Span, type Spans,
} from '../spans.ts';
import {sparkline} from '../sparkline.ts';
import type {Glyphs} from '../theme.ts';

type Id = 'name' | 'route' | 'has' | 'down' | 'up' | 'graph' | 'trip' | 'delivered' | 'since';

const columns = [
	{
		id: 'name', heading: 'PEER', min: 10, preferred: 20, priority: 0,
	},
	{
		id: 'route', heading: 'ROUTE', min: 7, preferred: 7, priority: 4,
	},
	{
		id: 'has', heading: 'HAS', min: 5, preferred: 5, priority: 1,
	},
	{
		id: 'down', heading: 'DOWN', min: 9, preferred: 9, priority: 2,
	},
	{
		id: 'up', heading: 'UP', min: 9, preferred: 9, priority: 3,
	},
	{
		id: 'graph', heading: '60 SECONDS', min: 10, preferred: 30, priority: 7,
	},
	{
		id: 'trip', heading: 'TRIP', min: 5, preferred: 6, priority: 6,
	},
	{
		id: 'delivered', heading: '', min: 9, preferred: 9, priority: 5,
	},
	{
		id: 'since', heading: 'SINCE', min: 7, preferred: 7, priority: 8,
	},
] as const;

const atRight: ReadonlySet<Id> = new Set(['has', 'down', 'up', 'trip', 'since']);

/** The cursor, whether it is chosen, and a space. */
const prefixWidth = 3;

/** How wide the columns of a list of peers are. */
export function peerColumns(width: number): ColumnWidths<Id> {
	return fitColumns(columns, width - prefixWidth);
}

/** The line above the list. */
export function peerHeadings(widthOf: ColumnWidths<Id>): Spans {
	const headings = columns.map(({id, heading}) => [{text: fitText(heading, widthOf(id), {align: atRight.has(id) ? 'right' : 'left'}), tone: 'dim' as const, spoken: ''}]);
	return [{text: ' '.repeat(prefixWidth)}, ...joinSpans(headings, 2)];
}

export type PeerRowOptions = {
	readonly widthOf: ColumnWidths<Id>;
	readonly glyphs: Glyphs;
	readonly isSelected: boolean;
	/** The name that the user gave it. */
	readonly name: string | undefined;
	readonly now: number;
};

/** A peer as one line: name, route, how much it has, speeds, round trip, what it has said, since when. */
export function peerRow(view: PeerView, {widthOf, glyphs, isSelected, name, now}: PeerRowOptions): Spans {
	const {peer, route, complete, upload, download, history, roundTrip, isDelivered, since, isChosen, isBlocked} = view;
	const cell = (id: Id, text: string, tone?: Span['tone']): Spans => [{
		text: fitText(text, widthOf(id), {align: atRight.has(id) ? 'right' : 'left', ellipsis: glyphs.ellipsis}), tone: isBlocked && tone !== 'bad' ? 'dim' : tone,
	}];
	const said: Spans = isBlocked
		? cell('delivered', `${glyphs.bad} blocked`, 'bad')
		: cell('delivered', isDelivered ? `${glyphs.ok} has all` : '', 'ok');
	return [
		{text: isSelected ? glyphs.cursor : ' ', tone: 'accent', spoken: isSelected ? 'selected:' : ''},
		{text: `${isChosen ? glyphs.chosen : ' '} `, tone: 'accent', spoken: isChosen ? 'chosen' : ''},
		...joinSpans([
			cell('name', name ?? shortKey(peer), name === undefined ? 'plain' : 'strong'),
			cell('route', route, route === 'relayed' ? 'warning' : 'dim'),
			cell('has', percent(Math.floor(complete * 10_000), 10_000)),
			cell('down', download > 0 ? speed(download) : ''),
			cell('up', upload > 0 ? speed(upload) : ''),
			[drawn(sparkline(history, widthOf('graph'), {glyphs}), isBlocked ? 'dim' : 'accent')],
			cell('trip', roundTrip === undefined ? '' : `${Math.round(roundTrip)}ms`, 'dim'),
			said,
			cell('since', duration(Math.max(0, Math.floor((now - since) / 1000) * 1000)), 'dim'),
		], 2),
	];
}
