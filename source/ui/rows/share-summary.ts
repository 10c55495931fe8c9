import type {ShareState} from '../../app/engine-state.ts';
import {count, percent, size} from '../../base/format.ts';
import {columnsOf, cutText, safeText} from '../fit-text.ts';
import {joinSpans, type Spans, textOf} from '../spans.ts';
import type {Glyphs} from '../theme.ts';
import {wrapText} from '../wrap-text.ts';
import {
	leftText, placeText, progressLine, trafficLine,
} from './share-details.ts';
import {
	isUnfinished, statusLook, statusSentence, versionText,
} from './share-status.ts';

export type SummaryOptions = {readonly width: number; readonly glyphs: Glyphs; readonly isRoomy: boolean; readonly hasKey: boolean};

/** What stands above the tabs of a share: what it is doing, how far it is, where its files are and, always whole, its key. */
export function shareSummary(share: ShareState, {width, glyphs, isRoomy, hasKey}: SummaryOptions): readonly Spans[] {
	const {key, places, problem, direction, bytes, totalBytes, files, totalFiles} = share;
	const look = statusLook(share);
	const word = `${glyphs[look.glyph]} ${look.word}`;
	const said = saidOf(share, Math.max(10, width - columnsOf(word) - 2), isRoomy);
	const status: readonly Spans[] = said.map((text, index) => index === 0
		? [{text: word, tone: look.tone, spoken: look.word}, {text: `  ${text}`}]
		: [{text: `${' '.repeat(columnsOf(word) + 2)}${text}`}]);
	// The key stands alone in its line where that is wide enough, so that it can be selected with the mouse.
	const keyLines: readonly Spans[] = key === '' || !hasKey ? [] : wrapText(key, width).map(text => [{text, tone: 'accent'}]);
	if (!isRoomy) {
		// What is wrong and what to do about it come before the key, for which there are c and r.
		return problem === undefined ? [...status, ...keyLines] : status;
	}

	const amount = isUnfinished(share)
		? `${size(bytes)} of ${size(totalBytes)}, ${files.toLocaleString('en-US')} of ${count(totalFiles, 'file')}`
		: `${size(totalBytes)}, ${count(totalFiles, 'file')}`;
	const version = versionText(share);
	const change = version === '' ? '' : `   ${version}`;
	const place = cutText(safeText(placeText(places)), width - 5 - change.length, {cut: 'middle', ellipsis: glyphs.ellipsis});
	const facts = totalFiles > 0 ? amount : '';
	const traffic = trafficLine(share, {width, glyphs});
	const factsRoom = width - columnsOf(textOf(traffic)) - 3;
	return [
		...status,
		...(isUnfinished(share) ? [progressLine(share, width, glyphs)] : []),
		...(columnsOf(facts) <= factsRoom ? [joinSpans([[{text: facts}], traffic], 3)] : [[{text: cutText(facts, width)}], traffic]).filter(line => textOf(line) !== ''),
		...(places.length === 0
			? []
			: [[{text: direction === 'sharing' ? 'from ' : 'into ', tone: 'dim' as const}, {text: place}, {text: change, tone: 'dim' as const}]]),
		...keyLines,
	];
}

/** What it is doing or, as sentences that begin a line each where there is little room, what is wrong and what to do. */
function saidOf(share: ShareState, width: number, isRoomy: boolean): readonly string[] {
	const {problem, requests, status, bytes, totalBytes} = share;
	// Who sends it is said by the tabs, how far it is only by a bar, for which there is no room.
	if (!isRoomy && status === 'receiving' && requests.length === 0 && isUnfinished(share)) {
		const left = leftText(share);
		return [cutText(`${percent(bytes, totalBytes)} of ${size(totalBytes)}${left === '' ? '' : `, ${left}`}`, width)];
	}

	if (problem === undefined) {
		return wrapText(statusSentence(share), width, isRoomy ? 2 : 1);
	}

	return isRoomy
		? wrapText(`${problem.message} ${problem.hint}`, width, 3)
		: [...wrapText(problem.message, width, 2), ...(problem.hint === '' ? [] : wrapText(problem.hint, width, 3))];
}
