import type {ShareState} from '../../app/engine-state.ts';
import {
	count, duration, percent, size, speed,
} from '../../base/format.ts';
import {type ColumnWidths, fitColumns} from '../columns.ts';
import {columnsOf, fitText, safeText} from '../fit-text.ts';
import {progressBar} from '../progress-bar.ts';
import {joinSpans, type Span, type Spans} from '../spans.ts';
import type {Glyphs} from '../theme.ts';
import {isUnfinished, statusLook} from './share-status.ts';

type Id = 'name' | 'status' | 'bar' | 'percent' | 'speed' | 'left' | 'peers' | 'size';

const columns = [
	{
		id: 'name', heading: 'NAME', min: 12, preferred: 22, priority: 0,
	},
	{
		id: 'status', heading: 'STATE', min: 14, preferred: 15, priority: 1,
	},
	{
		id: 'bar', heading: 'PROGRESS', min: 8, preferred: 20, priority: 5,
	},
	{
		id: 'percent', heading: '', min: 5, preferred: 5, priority: 2,
	},
	{
		id: 'speed', heading: 'SPEED', min: 9, preferred: 9, priority: 3,
	},
	{
		id: 'left', heading: 'LEFT', min: 7, preferred: 7, priority: 7,
	},
	{
		id: 'peers', heading: 'PEERS', min: 5, preferred: 5, priority: 6,
	},
	{
		id: 'size', heading: 'SIZE', min: 7, preferred: 7, priority: 4,
	},
] as const;

const atRight: ReadonlySet<Id> = new Set(['percent', 'speed', 'left', 'peers', 'size']);

/** The cursor, the direction and a space. */
const prefixWidth = 3;

/** From so many columns on a name keeps more of itself, and rather the bar goes. */
const roomyWidth = 66;
const roomyName = 17;

/** How wide the columns of a list of shares are. */
export function shareColumns(width: number): ColumnWidths<Id> {
	const shown = width < roomyWidth ? columns : columns.map(column => column.id === 'name' ? {...column, min: roomyName} : column);
	return fitColumns(shown, width - prefixWidth);
}

/** The line above the list. */
export function shareHeadings(widthOf: ColumnWidths<Id>): Spans {
	const headings = columns.map(({id, heading}) => [{text: fitText(heading, widthOf(id), {align: atRight.has(id) ? 'right' : 'left'}), tone: 'dim' as const, spoken: ''}]);
	return [{text: ' '.repeat(prefixWidth)}, ...joinSpans(headings, 2)];
}

export type ShareRowOptions = {
	readonly widthOf: ColumnWidths<Id>;
	readonly glyphs: Glyphs;
	readonly isSelected: boolean;
};

/** A share as one line: direction, name, state, progress, speed, time left, peers, size. */
export function shareRow(share: ShareState, {widthOf, glyphs, isSelected}: ShareRowOptions): Spans {
	const {direction, bytes, totalBytes, download, upload, peers, status} = share;
	const look = statusLook(share);
	const isMeasured = isUnfinished(share);
	const rate = status === 'receiving' ? download : upload;
	const left = status === 'receiving' && download > 0 ? duration(Math.ceil((totalBytes - bytes) / download) * 1000) : '';
	const cell = (id: Id, text: string, {tone, spoken}: Omit<Span, 'text'> = {}): Spans => [{
		text: fitText(text, widthOf(id), {align: atRight.has(id) ? 'right' : 'left', cut: id === 'name' ? 'middle' : 'end', ellipsis: glyphs.ellipsis}), tone, spoken,
	}];
	return [
		{text: isSelected ? glyphs.cursor : ' ', tone: 'accent', spoken: isSelected ? 'selected:' : ''},
		{text: `${direction === 'sharing' ? glyphs.up : glyphs.down} `, tone: 'dim', spoken: direction},
		...joinSpans([
			cell('name', nameOf(share), {tone: status === 'held' ? 'dim' : 'plain', spoken: safeText(nameOf(share))}),
			cell('status', `${glyphs[look.glyph]} ${columnsOf(`${glyphs[look.glyph]} ${look.word}`) <= widthOf('status') ? look.word : look.short ?? look.word}`, {tone: look.tone, spoken: look.word}),
			isMeasured ? progressBar(bytes / totalBytes, widthOf('bar'), {glyphs, tone: look.tone}) : cell('bar', ''),
			cell('percent', isMeasured ? percent(bytes, totalBytes) : ''),
			cell('speed', rate > 0 ? speed(rate) : ''),
			cell('left', left.replaceAll(' ', ''), {spoken: left === '' ? '' : `${left} left`}),
			cell('peers', peers > 0 ? String(peers) : '', {spoken: peers > 0 ? count(peers, 'peer') : ''}),
			cell('size', totalBytes > 0 ? size(totalBytes) : '', {tone: 'dim'}),
		], 2),
	];
}

/** What a share goes by while its name isn't known yet. */
export function nameOf({name, key}: Pick<ShareState, 'name' | 'key'>): string {
	return name === '' ? (key === '' ? 'new share' : `${key.slice(0, 14)}…`) : name;
}
