import {fitText} from '../fit-text.ts';
import {type Action, keyLabel, keymap} from '../keymap.ts';
import {joinSpans, type Spans} from '../spans.ts';
import type {ArrowKeys} from '../theme.ts';
import {wrapText} from '../wrap-text.ts';

type Group = {readonly title: string; readonly actions: readonly Action[]};

/** Where an action is explained: in the first group that takes it. */
const groups: ReadonlyArray<readonly [title: string, takes: (places: ReadonlySet<string>) => boolean]> = [
	['Shares', places => places.has('shares') && !places.has('share')],
	['A share', places => places.has('shares')],
	['Move', places => places.has('list')],
	['An opened share', places => places.has('share')],
	['Its files', places => places.has('files') || (places.has('picking') && !places.has('dialog'))],
	['Its history', places => places.has('history')],
	['Peers', places => places.has('people') && !places.has('peers') && !places.has('share')],
	['Its peers', places => places.has('peers')],
	['Dialogs', places => ['dialog', 'form', 'tree', 'key'].some(place => places.has(place))],
	['Questions', places => ['confirm', 'request', 'inbox'].some(place => places.has(place))],
	['Everywhere', () => true],
];

const keyWidth = 12;
const gap = 3;

/** A sentence needs so many columns to be read well. */
const columnWidth = 46;

/** Every action of the keymap, each once. */
export function helpGroups(): readonly Group[] {
	const titleOf = ({places}: Action): string => groups.find(([, takes]) => takes(new Set(places)))![0];
	return groups.map(([title]) => ({title, actions: keymap.filter(action => titleOf(action) === title)})).filter(({actions}) => actions.length > 0);
}

export type HelpRowsOptions = {
	readonly arrows?: ArrowKeys | undefined;
	/** It is read out, line by line: side by side, two sentences would be mixed. */
	readonly isSpoken?: boolean | undefined;
};

/** The help as lines: in as many columns as fit, the groups one after the other, as low as that can be. */
export function helpRows(width: number, {arrows, isSpoken = false}: HelpRowsOptions = {}): readonly Spans[] {
	const count = isSpoken ? 1 : Math.max(1, Math.floor((width + gap) / (columnWidth + gap)));
	const room = Math.floor((width - (gap * (count - 1))) / count);
	const blocks = helpGroups().map(group => groupLines(group, room, arrows));
	const total = blocks.reduce((sum, block) => sum + block.length + 1, 0);
	let height = Math.ceil(total / count);
	let columns = flow(blocks, height);
	while (columns.length > count) {
		height++;
		columns = flow(blocks, height);
	}

	const rows = Math.max(...columns.map(column => column.length));
	return Array.from({length: rows}, (_, row) => joinSpans(columns.map((column, index) => {
		const line = column[row] ?? [];
		return index === columns.length - 1 ? line : padded(line, room);
	}), gap));
}

function groupLines({title, actions}: Group, width: number, arrows: ArrowKeys | undefined): readonly Spans[] {
	return [
		[{text: title, tone: 'strong'}],
		...actions.flatMap(({keys, help}) => wrapText(help, width - keyWidth).map((text, index): Spans => [
			{text: fitText(index === 0 ? keys.map(key => keyLabel(key, arrows)).join(' ') : '', keyWidth), tone: 'accent'},
			{text},
		])),
	];
}

/** Fills columns of a height with blocks that stay whole, an empty line between two. */
function flow(blocks: ReadonlyArray<readonly Spans[]>, height: number): ReadonlyArray<readonly Spans[]> {
	const columns: Spans[][] = [];
	for (const block of blocks) {
		const last = columns.at(-1);
		if (last !== undefined && last.length + 1 + block.length <= height) {
			last.push([], ...block);
		} else {
			columns.push([...block]);
		}
	}

	return columns;
}

function padded(line: Spans, width: number): Spans {
	const used = line.reduce((sum, {text}) => sum + text.length, 0);
	return [...line, {text: ' '.repeat(Math.max(0, width - used))}];
}
