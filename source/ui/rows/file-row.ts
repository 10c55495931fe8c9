import type {FileRow} from '../../app/engine-state.ts';
import {percent, size} from '../../base/format.ts';
import {type ColumnWidths, fitColumns} from '../columns.ts';
import {fitText} from '../fit-text.ts';
import {joinSpans, type Spans} from '../spans.ts';
import type {Glyphs, Sign, Tone} from '../theme.ts';

type Id = 'name' | 'state' | 'percent' | 'size';

const prefixWidth = 1;

/** With less there is only a sign. */
const stateWidth = 12;

/** How wide the columns of a list of files are. */
export function fileColumns(width: number): ColumnWidths<Id> {
	return fitColumns([
		{
			id: 'name', min: 16, preferred: 24, priority: 0,
		},
		{
			id: 'state', min: 1, preferred: stateWidth, priority: 2,
		},
		{
			id: 'percent', min: 5, preferred: 5, priority: 3,
		},
		{
			id: 'size', min: 8, preferred: 8, priority: 1,
		},
	], width - prefixWidth);
}

const looks: Readonly<Record<FileRow['state'], {readonly glyph: Sign | undefined; readonly word: string; readonly tone: Tone}>> = {
	here: {glyph: 'ok', word: 'here', tone: 'ok'},
	receiving: {glyph: 'down', word: 'receiving', tone: 'busy'},
	waiting: {glyph: 'waiting', word: 'waiting', tone: 'dim'},
	skipped: {glyph: 'notWanted', word: 'not wanted', tone: 'dim'},
	problem: {glyph: 'bad', word: 'problem', tone: 'bad'},
	unknown: {glyph: undefined, word: '', tone: 'dim'},
};

/** What is said instead while files are picked. */
const picks = {
	all: {glyph: 'chosen', word: 'picked', tone: 'accent'},
	part: {glyph: 'partlyChosen', word: 'partly', tone: 'accent'},
	nothing: {glyph: 'notChosen', word: 'not picked', tone: 'dim'},
} as const satisfies Readonly<Record<string, {readonly glyph: keyof Glyphs; readonly word: string; readonly tone: Tone}>>;

export type FileRowOptions = {
	readonly widthOf: ColumnWidths<Id>;
	readonly glyphs: Glyphs;
	readonly isSelected: boolean;
	/** How deep it lies in the tree, and whether it is an open directory. */
	readonly depth: number;
	readonly isOpen: boolean;
	/** While files are picked: how much of it is. */
	readonly wanted: keyof typeof picks | undefined;
	/** Instead of the name, as in what a search has found. */
	readonly hasPath: boolean;
};

/** A file or directory as one line: name, state, progress, size. */
export function fileRow({name, path, kind, state, size: bytes, received}: FileRow, {widthOf, glyphs, isSelected, depth, isOpen, hasPath, wanted}: FileRowOptions): Spans {
	const {glyph, word, tone} = wanted === undefined ? looks[state] : picks[wanted];
	const room = widthOf('name');
	// However deep it lies, something of the name is seen.
	const indent = Math.min(depth * 2, Math.max(0, room - 14));
	const mark = kind === 'directory' && !hasPath ? (isOpen ? glyphs.open : glyphs.closed) : ' ';
	const shown = `${hasPath ? path : name}${kind === 'directory' ? '/' : ''}${kind === 'symlink' ? ' (link)' : ''}`;
	const isPartly = wanted === undefined && state === 'receiving' && bytes !== undefined && bytes > 0 && received !== undefined;
	return [
		{text: isSelected ? glyphs.cursor : ' ', tone: 'accent', spoken: isSelected ? 'selected:' : ''},
		...joinSpans([
			[
				{text: `${' '.repeat(indent)}${mark} `, tone: 'dim', spoken: kind === 'directory' && !hasPath ? (isOpen ? 'open folder' : 'folder') : ''},
				{text: fitText(shown, room - indent - 2, {cut: 'middle', ellipsis: glyphs.ellipsis}), tone: (wanted === undefined ? state === 'skipped' : wanted === 'nothing') ? 'dim' : 'plain'},
			],
			[{text: fitText(glyph === undefined ? '' : `${glyphs[glyph]}${widthOf('state') < stateWidth ? '' : ` ${word}`}`, widthOf('state')), tone, spoken: word}],
			[{text: fitText(isPartly ? percent(received, bytes) : '', widthOf('percent'), {align: 'right'})}],
			[{text: fitText(bytes === undefined || kind !== 'file' ? '' : size(bytes), widthOf('size'), {align: 'right'}), tone: 'dim'}],
		], 2),
	];
}

/** The line for rows that are still being read. */
export function moreRow(depth: number, {glyphs, isSelected, width}: {readonly glyphs: Glyphs; readonly isSelected: boolean; readonly width: number}): Spans {
	return [
		{text: isSelected ? glyphs.cursor : ' ', tone: 'accent', spoken: isSelected ? 'selected:' : ''},
		{text: fitText(`${' '.repeat((depth * 2) + 2)}${glyphs.ellipsis}`, width - 1), tone: 'dim', spoken: 'more'},
	];
}
