import type {ChangeCounts, Problem, VersionView} from '../../app/engine-state.ts';
import {count, dateText, size} from '../../base/format.ts';
import {fitText} from '../fit-text.ts';
import {joinSpans, type Span, type Spans} from '../spans.ts';
import type {Glyphs} from '../theme.ts';
import {shortTime} from './short-time.ts';

type Amount = ChangeCounts['added'];

type Id = 'version' | 'time' | 'files' | 'size' | 'added' | 'changed' | 'removed';

/** How wide the columns of a list of versions are; what isn't shown has no width. */
export type VersionColumns = Readonly<Record<Id, number>>;

/** What a version changed, or why that can't be told; undefined while it is being added up. */
export type CountedChanges = ChangeCounts | Problem | undefined;

/** The cursor, the mark of what is here, and a space. */
const prefixWidth = 3;
const gap = 2;

/** Bytes take so many columns, with the space before them. */
const bytesWidth = 8;

const widestChange = 17;

/** What a time takes, to the minute and to the second. */
const minuteWidth = 16;
const secondWidth = 19;

/** From so many columns on there is room for the day and the time, and for what a version holds. */
const roomyWidth = 60;
const wideWidth = 100;

/** How wide the columns of a list of versions are. */
export function versionColumns(width: number): VersionColumns {
	const isRoomy = width >= roomyWidth;
	const [version, time] = isRoomy ? [7, width < wideWidth ? minuteWidth : secondWidth] : [5, 8];
	const [files, bytes] = width < wideWidth ? [0, 0] : [9, 8];
	const others = [version, time, files, bytes].filter(each => each > 0);
	const change = Math.min(widestChange, Math.floor((width - prefixWidth - others.reduce((sum, each) => sum + each + gap, 0) - (gap * 2)) / 3));
	return {
		version, time, files, size: bytes, added: change, changed: change, removed: change,
	};
}

const headings: Readonly<Record<Id, readonly [long: string, short: string]>> = {
	version: ['VERSION', 'NO'], time: ['TIME', 'TIME'], files: ['FILES', 'FILES'], size: ['SIZE', 'SIZE'], added: ['ADDED', 'NEW'], changed: ['CHANGED', 'CHG'], removed: ['REMOVED', 'GONE'],
};

const order: readonly Id[] = ['version', 'time', 'files', 'size', 'added', 'changed', 'removed'];

/** The line above the list. */
export function versionHeadings(columns: VersionColumns): Spans {
	return [{text: ' '.repeat(prefixWidth)}, ...joinSpans(order.map(id => {
		const [long, short] = headings[id];
		return [{text: cell(id, long.length <= columns[id] ? long : short, columns), tone: 'dim' as const, spoken: ''}];
	}), gap)];
}

export type VersionRowOptions = {
	readonly columns: VersionColumns;
	readonly glyphs: Glyphs;
	readonly isSelected: boolean;
	/** Whether this is the version that was received. */
	readonly isHere: boolean;
	readonly now: number;
};

/** A version as one line: its number and time, what it holds, and what it added, changed and removed. */
export function versionRow({version, time, files, bytes}: VersionView, counts: CountedChanges, {columns, glyphs, isSelected, isHere, now}: VersionRowOptions): Spans {
	const piece = (id: Id, text: string, {tone, spoken}: Omit<Span, 'text'> = {}): Spans => [{text: cell(id, text, columns), tone, spoken}];
	return [
		{text: isSelected ? glyphs.cursor : ' ', tone: 'accent', spoken: isSelected ? 'selected:' : ''},
		{text: `${isHere ? glyphs.ok : ' '} `, tone: 'ok', spoken: isHere ? 'here:' : ''},
		...joinSpans([
			piece('version', fitFigure(version, columns.version), {spoken: `version ${version}`}),
			piece('time', columns.time < minuteWidth ? shortTime(time, now) : dateText(time, columns.time < secondWidth ? 'minute' : 'second'), {tone: 'dim', spoken: dateText(time)}),
			piece('files', files.toLocaleString('en-US'), {spoken: columns.files > 0 ? count(files, 'file') : ''}),
			piece('size', size(bytes), {tone: 'dim'}),
			...changePieces(counts, columns, glyphs),
		], gap),
	];
}

const signs = {added: '+', changed: '~', removed: '-'} as const;

function changePieces(counts: CountedChanges, columns: VersionColumns, glyphs: Glyphs): readonly Spans[] {
	return (['added', 'changed', 'removed'] as const).map((id): Spans => {
		const width = columns[id];
		if (!isCounted(counts)) {
			const sign = counts === undefined ? glyphs.ellipsis : glyphs.question;
			return [{text: fitText(id === 'added' ? sign : '', width, {align: 'right'}), tone: 'dim', spoken: ''}];
		}

		const {files, bytes} = counts[id];
		const sign = files === 0 ? '' : signs[id];
		const figure = `${sign}${fitFigure(files, width - sign.length)}`;
		const isNarrow = figure.length + bytesWidth > width;
		const amount = isNarrow ? '' : fitText(files === 0 ? '' : size(bytes), bytesWidth, {align: 'right'});
		return [
			{text: fitText(figure, width - amount.length, {align: 'right'}), tone: files === 0 ? 'dim' : 'plain', spoken: `${id} ${files}`},
			...(amount === '' ? [] : [{text: amount, tone: 'dim' as const, spoken: ''}]),
		];
	});
}

const compact = [1, 0].map(maximumFractionDigits => new Intl.NumberFormat('en-US', {notation: 'compact', maximumFractionDigits}));

/** A figure as exact as fits into so many columns. */
function fitFigure(figure: number, width: number): string {
	const texts = [figure.toLocaleString('en-US'), ...compact.map(format => format.format(figure))];
	return texts.find(text => text.length <= width) ?? texts.at(-1)!;
}

function cell(id: Id, text: string, columns: VersionColumns): string {
	return fitText(text, columns[id], {align: id === 'version' || id === 'time' ? 'left' : 'right'});
}

/** How many files a version added, changed and removed, as short as can be: `   +2  ~1`; empty while that isn't known. */
export function changeFigures(counts: CountedChanges): string {
	return isCounted(counts)
		? (['added', 'changed', 'removed'] as const).flatMap(id => counts[id].files === 0 ? [] : [`  ${signs[id]}${counts[id].files.toLocaleString('en-US')}`]).join('')
		: '';
}

/** A version in words: which one it is, and what it changed. Where there is little room only the latter, for the row tells the rest. */
export function versionSentence({version, time, files, bytes}: VersionView, counts: CountedChanges, {isHere, isShort}: {readonly isHere: boolean; readonly isShort: boolean}): string {
	const changes = isCounted(counts) ? changesSentence(counts) : (counts?.message ?? 'What it changed is being added up.');
	if (isShort) {
		return changes;
	}

	const which = `Version ${version.toLocaleString('en-US')} of ${dateText(time, 'second')}${isHere ? ', which is here' : ''}`;
	return `${which}: ${count(files, 'file')}, ${size(bytes)}. ${changes}`;
}

function isCounted(counts: CountedChanges): counts is ChangeCounts {
	return counts !== undefined && 'added' in counts;
}

function changesSentence({others, ...counts}: ChangeCounts): string {
	const files = (['added', 'changed', 'removed'] as const).flatMap(id => amountTexts(id, counts[id])).join(', ');
	const sentences = [
		...(files === '' ? [] : [`${capitalized(files)}.`]),
		...(others === 0 ? [] : [`${others === 1 ? 'One folder or link was' : `${count(others, 'folder or link', 'folders or links')} were`} added, changed or removed.`]),
	];
	return sentences.length === 0 ? 'Nothing was changed.' : sentences.join(' ');
}

function amountTexts(word: string, {files, bytes}: Amount): readonly string[] {
	return files === 0 ? [] : [`${word} ${count(files, 'file')}${bytes > 0 ? ` (${size(bytes)})` : ''}`];
}

function capitalized(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
