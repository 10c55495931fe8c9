import type {FileRow} from '../../app/engine-state.ts';
import {size} from '../../base/format.ts';
import {type ColumnWidths, fitColumns} from '../columns.ts';
import {fitText, safeText} from '../fit-text.ts';
import type {Spans} from '../spans.ts';
import type {Glyphs} from '../theme.ts';
import type {wantedOf} from './offer-state.ts';

/** The cursor, and the sign that says how much of it is wanted. */
const prefixWidth = 4;

export type OfferRowOptions = {
	readonly width: number;
	readonly glyphs: Glyphs;
	readonly isSelected: boolean;
	readonly depth: number;
	readonly isOpen: boolean;
	readonly wanted: ReturnType<typeof wantedOf>;
};

/** A file or folder of an offer as one line: whether it is wanted, its name, its size. */
export function offerRow({name, kind, size: bytes}: Pick<FileRow, 'name' | 'kind' | 'size'>, {width, glyphs, isSelected, depth, isOpen, wanted}: OfferRowOptions): Spans {
	const widthOf = offerColumns(width);
	const room = widthOf('name');
	// However deep it lies, something of the name is seen.
	const indent = Math.min(depth * 2, Math.max(0, room - 14));
	const isDirectory = kind === 'directory';
	const shown = `${name}${isDirectory ? '/' : ''}${kind === 'symlink' ? ' (link)' : ''}`;
	const bytesText = bytes === undefined || kind !== 'file' ? '' : size(bytes);
	return [
		...prefix({glyphs, isSelected, wanted}),
		{text: `${' '.repeat(indent)}${isDirectory ? (isOpen ? glyphs.open : glyphs.closed) : ' '} `, tone: 'dim', spoken: isDirectory ? (isOpen ? 'open folder' : 'folder') : ''},
		{text: fitText(shown, room - indent - 2, {cut: 'middle', ellipsis: glyphs.ellipsis}), tone: wanted === 'nothing' ? 'dim' : 'plain', spoken: safeText(shown)},
		...(widthOf('size') > 0 ? [{text: `  ${fitText(bytesText, widthOf('size'), {align: 'right'})}`, tone: 'dim' as const}] : []),
	];
}

/** The line that stands for all of the share. */
export function everythingRow({width, glyphs, isSelected, wanted}: Omit<OfferRowOptions, 'depth' | 'isOpen'>): Spans {
	return [
		...prefix({glyphs, isSelected, wanted}),
		{text: fitText('everything', Math.max(0, width - prefixWidth)), tone: 'strong'},
	];
}

function prefix({glyphs, isSelected, wanted}: Pick<OfferRowOptions, 'glyphs' | 'isSelected' | 'wanted'>): Spans {
	const [sign, word] = ({
		all: [glyphs.chosen, 'wanted'], part: [glyphs.partlyChosen, 'partly wanted'], nothing: [glyphs.notChosen, 'not wanted'],
	} as const)[wanted];
	return [
		{text: `${isSelected ? glyphs.cursor : ' '} `, tone: 'accent', spoken: isSelected ? 'selected:' : ''},
		{text: `${sign} `, tone: wanted === 'nothing' ? 'dim' : 'accent', spoken: word},
	];
}

function offerColumns(width: number): ColumnWidths<'name' | 'size'> {
	return fitColumns([
		{
			id: 'name', min: 16, preferred: 16, priority: 0,
		},
		{
			id: 'size', min: 8, preferred: 8, priority: 1,
		},
	], width - prefixWidth);
}
