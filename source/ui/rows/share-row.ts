import type {ShareState} from '../../app/engine-state.ts';
import {
	duration, percent, size, speed,
} from '../../base/format.ts';
import {type ColumnWidths, fitColumns} from '../columns.ts';
import {fitText} from '../fit-text.ts';
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

/** How wide the columns of a list of shares are. */
export function shareColumns(width: number): ColumnWidths<Id> {
	return fitColumns(columns, width - prefixWidth);
}

/** The line above the list. */
export function shareHeadings(widthOf: ColumnWidths<Id>): Spans {
	const headings = columns.map(({id, heading}) => [{text: fitText(heading, widthOf(id), {align: atRight.has(id) ? 'right' : 'left'}), tone: 'dim' as const}]);
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
	const secondsLeft = status === 'receiving' && download > 0 ? (totalBytes - bytes) / download : undefined;
	const cell = (id: Id, text: string, tone?: Span['tone']): Spans => [{
		text: fitText(text, widthOf(id), {align: atRight.has(id) ? 'right' : 'left', cut: id === 'name' ? 'middle' : 'end', ellipsis: glyphs.ellipsis}), tone,
	}];
	return [
		{text: isSelected ? glyphs.cursor : ' ', tone: 'accent'},
		{text: `${direction === 'sharing' ? glyphs.up : glyphs.down} `, tone: 'dim'},
		...joinSpans([
			cell('name', nameOf(share), status === 'held' ? 'dim' : 'plain'),
			cell('status', `${String(glyphs[look.glyph])} ${look.word}`, look.tone),
			isMeasured ? progressBar(bytes / totalBytes, widthOf('bar'), {glyphs, tone: look.tone}) : cell('bar', ''),
			cell('percent', isMeasured ? percent(bytes, totalBytes) : ''),
			cell('speed', rate > 0 ? speed(rate) : ''),
			cell('left', secondsLeft === undefined ? '' : duration(Math.ceil(secondsLeft) * 1000).replaceAll(' ', '')),
			cell('peers', peers > 0 ? String(peers) : '', 'plain'),
			cell('size', totalBytes > 0 ? size(totalBytes) : '', 'dim'),
		], 2),
	];
}

/** What a share goes by while its name isn't known yet. */
export function nameOf({name, key}: Pick<ShareState, 'name' | 'key'>): string {
	return name === '' ? (key === '' ? 'new share' : `${key.slice(0, 14)}…`) : name;
}
