import type {PeerView} from '../../app/engine-state.ts';
import {
	duration, percent, shortKey, speed,
} from '../../base/format.ts';
import {type ColumnWidths, fitColumns} from '../columns.ts';
import {columnsOf, fitText, safeText} from '../fit-text.ts';
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
		id: 'route', heading: 'ROUTE', min: 7, preferred: 11, priority: 4,
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
		id: 'graph', heading: 'MINUTE', min: 6, preferred: 30, priority: 7,
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
	const {peer, route, complete, upload, download, history, roundTrip, isDelivered, isSatisfied, since, isChosen, isBlocked} = view;
	const isThere = since > 0;
	const cell = (id: Id, text: string, {tone, spoken = text}: Omit<Span, 'text'> = {}): Spans => [{
		text: fitText(text, widthOf(id), {align: atRight.has(id) ? 'right' : 'left', ellipsis: glyphs.ellipsis}), tone: isBlocked && tone !== 'bad' ? 'dim' : tone, spoken: text === '' ? '' : spoken,
	}];
	// A figure that nobody sees below its heading says what it is.
	const figure = (id: Id, text: string, {label, tone}: {readonly label: string; readonly tone?: Span['tone']}): Spans => cell(id, text, {tone, spoken: `${label} ${text}`});
	const said: Spans = isBlocked
		? cell('delivered', `${glyphs.bad} blocked`, {tone: 'bad', spoken: 'blocked'})
		: (isDelivered
			? cell('delivered', `${glyphs.ok} has all`, {tone: 'ok', spoken: 'has said that it has all of it'})
			: cell('delivered', isSatisfied ? `${glyphs.ok} done` : '', {tone: 'ok', spoken: 'has said that it has what it wanted'}));
	return [
		{text: isSelected ? glyphs.cursor : ' ', tone: 'accent', spoken: isSelected ? 'selected:' : ''},
		{text: `${isChosen ? glyphs.chosen : ' '} `, tone: 'accent', spoken: isChosen ? 'chosen' : ''},
		...joinSpans([
			cell('name', name ?? shortKey(peer), {tone: name === undefined ? 'plain' : 'strong', spoken: name === undefined ? shortKey(peer) : safeText(name)}),
			cell('route', isThere ? routeText(route, widthOf('route')) : 'away', {tone: isThere && route === 'relayed' ? 'warning' : 'dim', spoken: isThere ? routeText(route) : 'away'}),
			figure('has', isThere ? percent(Math.floor(complete * 10_000), 10_000) : '', {label: 'has'}),
			figure('down', download > 0 ? speed(download) : '', {label: 'download'}),
			figure('up', upload > 0 ? speed(upload) : '', {label: 'upload'}),
			[drawn(sparkline(history, widthOf('graph'), {glyphs}), isBlocked ? 'dim' : 'accent')],
			figure('trip', tripText(roundTrip), {label: 'round trip', tone: 'dim'}),
			said,
			figure('since', connectedFor(since, now), {label: 'connected for', tone: 'dim'}),
		], 2),
	];
}

/** Milliseconds there and back; empty before they were measured. */
export function tripText(roundTrip: number | undefined): string {
	return roundTrip === undefined ? '' : (roundTrip < 1 ? '<1ms' : `${Math.round(roundTrip)}ms`);
}

/** How a peer is reached, in as many words as fit: above all whether others stand in between. */
export function routeText(route: PeerView['route'], width = Number.POSITIVE_INFINITY): string {
	const whole = {tcp: 'direct, TCP', udp: 'direct, UDP', relayed: 'relayed'}[route];
	return whole.length <= width ? whole : 'direct';
}

/** What there is to say about a peer and the list has no room for, the important first; how it is reached always. */
export function peerFacts(view: PeerView, {widthOf, glyphs, name = '', now}: Omit<PeerRowOptions, 'isSelected'>): readonly string[] {
	const {address, route, upload, roundTrip, isDelivered, isSatisfied, since, isBlocked} = view;
	const isThere = since > 0;
	const trip = tripText(roundTrip);
	return [
		...(isBlocked && widthOf('delivered') === 0 ? ['blocked'] : []),
		...(isThere ? [routeText(route)] : ['not connected']),
		...(widthOf('up') === 0 && upload > 0 ? [`${glyphs.up} ${speed(upload)}`] : []),
		...(widthOf('trip') === 0 && trip !== '' ? [trip] : []),
		...(isThere && widthOf('since') === 0 ? [`for ${connectedFor(since, now)}`] : []),
		...(isDelivered && !isBlocked && widthOf('delivered') === 0 ? ['has all'] : []),
		...(isSatisfied && !isDelivered && !isBlocked && widthOf('delivered') === 0 ? ['has what it wanted'] : []),
		...(columnsOf(safeText(name)) > widthOf('name') ? [safeText(name)] : []),
		safeText(address),
	].filter(fact => fact !== '');
}

/** Facts side by side, as many of them as fit: half an address or key says nothing. */
export function factsLine([first = '', ...others]: readonly string[], width: number): string {
	let line = first;
	for (const fact of others) {
		if (columnsOf(line) + 2 + columnsOf(fact) <= width) {
			line += `  ${fact}`;
		}
	}

	return line;
}

/** How long a peer has been connected, in whole seconds; empty if it isn't. */
export function connectedFor(since: number, now: number): string {
	if (since === 0) {
		return '';
	}

	return now - since < 1000 ? '0s' : duration(Math.floor((now - since) / 1000) * 1000);
}
