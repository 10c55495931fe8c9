import type {FileSelection} from '../../app/file-selection.ts';
import type {ShareOffer} from '../../app/engine-state.ts';
import {count, size} from '../../base/format.ts';
import type {Spans} from '../spans.ts';
import type {Glyphs} from '../theme.ts';
import {wrapText} from '../wrap-text.ts';
import type {DialogProblem} from './problem.ts';

/** What is wanted of an offer comes to so much. */
export type OfferSum = {readonly files: number; readonly bytes: number; readonly collisions: number; readonly freeBytes: number};

/** What is known of it: the newest sum, whether a newer one is on its way, or why there is none. */
export type CountedOffer = {readonly sum: OfferSum; readonly isCounting: boolean; readonly problem: DialogProblem | undefined};

/** Why an offer can't be accepted like this, or undefined. */
export function obstacleOf({files, bytes, freeBytes}: OfferSum, selection: FileSelection, offer: ShareOffer): string | undefined {
	if (!selection.some(({isWanted}) => isWanted) || (files === 0 && offer.files > 0)) {
		return 'Nothing is chosen. Choose at least one file.';
	}

	return bytes > freeBytes ? `It needs ${size(bytes)}, and ${size(freeBytes)} are free there. Choose less, or another folder.` : undefined;
}

/** How much is wanted, and of how much if that fits into so many columns. */
export function sumText({files, bytes}: OfferSum, offer: ShareOffer, width: number): string {
	if (files === offer.files && bytes === offer.bytes) {
		return `All of it: ${count(files, 'file')}, ${size(bytes)}`;
	}

	const whole = `${files.toLocaleString('en-US')} of ${count(offer.files, 'file')}, ${size(bytes)} of ${size(offer.bytes)}`;
	return whole.length <= width ? whole : `${count(files, 'file')}, ${size(bytes)}`;
}

export type NoteOptions = {readonly width: number; readonly rows: number; readonly glyphs: Glyphs};

/** What becomes of files that are in the way, or that there is no room, in at most so many lines. */
export function offerNotes({sum, isCounting}: CountedOffer, obstacle: string | undefined, {width, rows, glyphs}: NoteOptions): readonly Spans[] {
	if (obstacle !== undefined && !isCounting) {
		return marked(glyphs.bad, obstacle, 'bad', {width, rows});
	}

	const there = `${count(sum.collisions, 'file')} ${sum.collisions === 1 ? 'is' : 'are'} there already and ${sum.collisions === 1 ? 'stays' : 'stay'}`;
	return sum.collisions === 0 ? [] : marked(glyphs.warning, `${there}; what differs gets another name.`, 'warning', {width, rows});
}

function marked(glyph: string, text: string, tone: 'bad' | 'warning', {width, rows}: {readonly width: number; readonly rows: number}): readonly Spans[] {
	return wrapText(text, width - 2, rows).map((line, index): Spans => [{text: index === 0 ? `${glyph} ` : '  ', tone, spoken: ''}, {text: line, tone}]);
}
