import type {Difference} from '../../app/engine-state.ts';
import {size} from '../../base/format.ts';
import {fitText, safeText} from '../fit-text.ts';
import {joinSpans, type Spans} from '../spans.ts';
import type {Glyphs, Tone} from '../theme.ts';

const looks: Readonly<Record<Difference['change'], {readonly sign: string; readonly tone: Tone; readonly word: string}>> = {
	added: {sign: '+', tone: 'ok', word: 'added'},
	changed: {sign: '~', tone: 'busy', word: 'changed'},
	removed: {sign: '-', tone: 'warning', word: 'removed'},
	renamed: {sign: '>', tone: 'accent', word: 'renamed'},
};

/** The cursor, the sign and a space. */
const prefixWidth = 3;
const gap = 2;

export type DifferenceRowOptions = {readonly width: number; readonly glyphs: Glyphs; readonly isSelected: boolean};

/** What became of a file, a folder or a link as one line: a sign, its path, and its size. */
export function differenceRow(difference: Difference, {width, glyphs, isSelected}: DifferenceRowOptions): Spans {
	const {sign, tone, word} = looks[difference.change];
	const detailWidth = width >= 60 ? 20 : 8;
	const {previousPath} = difference;
	const path = pathOf(difference);
	const [shown, spoken] = previousPath === undefined ? [path, path] : [`${previousPath} → ${path}`, `from ${previousPath} to ${path}`];
	return [
		{text: isSelected ? glyphs.cursor : ' ', tone: 'accent', spoken: isSelected ? 'selected:' : ''},
		{text: `${sign} `, tone, spoken: word},
		...joinSpans([
			[{text: fitText(shown, width - prefixWidth - gap - detailWidth, {cut: 'middle', ellipsis: glyphs.ellipsis}), spoken: safeText(spoken)}],
			[{text: fitText(detailOf(difference, detailWidth), detailWidth, {align: 'right'}), tone: 'dim'}],
		], gap),
	];
}

/** The same in words. */
export function differenceSentence(difference: Difference): string {
	const {
		change, previousPath, previousSize, sameContent, size: bytes, target,
	} = difference;
	const path = pathOf(difference);
	switch (change) {
		case 'added':
		case 'removed': {
			return `${change === 'added' ? 'Added' : 'Removed'}: ${path}${bytes === undefined ? '' : `, ${size(bytes)}`}${target === undefined ? '' : `, a link to ${target}`}`;
		}

		case 'renamed': {
			return `Renamed: ${previousPath ?? ''} is now ${path}`;
		}

		case 'changed': {
			if (sameContent) {
				return `Changed only its time or its permissions: ${path}`;
			}

			return target === undefined ? `Changed: ${path}, ${sizesOf(previousSize, bytes)}` : `Changed: ${path} leads to ${target} now`;
		}
	}
}

function detailOf({change, kind, size: bytes, previousSize, sameContent}: Difference, width: number): string {
	if (change === 'changed' && sameContent) {
		return width < 16 ? 'time' : 'time or permissions';
	}

	if (bytes === undefined) {
		return kind === 'withheld' ? 'unreadable' : (kind === 'symlink' ? 'link' : 'folder');
	}

	return change === 'changed' && width >= 16 ? sizesOf(previousSize, bytes) : size(bytes);
}

function sizesOf(before = 0, bytes = 0): string {
	return before === bytes ? `still ${size(bytes)}` : `${size(before)} → ${size(bytes)}`;
}

function pathOf({path, kind}: Difference): string {
	return `${path}${kind === 'directory' ? '/' : ''}`;
}
