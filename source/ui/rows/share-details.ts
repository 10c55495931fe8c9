import type {ShareState} from '../../app/engine-state.ts';
import {
	count, percent, size, speed, timeLeft,
} from '../../base/format.ts';
import {
	columnsOf, cutText, fitText, safeText,
} from '../fit-text.ts';
import {progressBar} from '../progress-bar.ts';
import {joinSpans, type Spans, textOf} from '../spans.ts';
import type {Glyphs} from '../theme.ts';
import {wrapText} from '../wrap-text.ts';
import {nameOf} from './share-row.ts';
import {
	isUnfinished, statusLook, statusSentence, versionText, wantedText,
} from './share-status.ts';

export type DetailOptions = {
	readonly width: number;
	readonly rows: number;
	readonly glyphs: Glyphs;
	/** The key stands elsewhere. */
	readonly hasNoKey?: boolean;
};

const labelWidth = 9;

/** A share in at most so many lines; the important ones come first, and with room they stand apart. */
export function shareDetails(share: ShareState, {width, rows, glyphs, hasNoKey = false}: DetailOptions): readonly Spans[] {
	const {key, places, problem, direction, files, totalFiles, bytes, totalBytes, onlyAllowed} = share;
	const look = statusLook(share);
	const isRoomy = rows >= 14;
	const isTight = rows < 4;
	const cut = (text: string, columns: number): string => cutText(safeText(text), columns, {cut: 'middle', ellipsis: glyphs.ellipsis});
	const blank: readonly Spans[] = isRoomy ? [[]] : [];
	const labelled = (label: string, spans: Spans): Spans => [{text: fitText(label, labelWidth), tone: 'dim'}, ...spans];
	const room = Math.max(0, width - labelWidth);
	const version = versionText(share);
	const titleEnd = isTight && version !== '' ? `  ${version}` : '';
	const title: Spans = [
		{text: `${glyphs[look.glyph]} `, tone: look.tone, spoken: look.word},
		{text: cut(nameOf(share), width - 2 - titleEnd.length), tone: 'strong'},
		{text: titleEnd, tone: 'dim'},
	];
	const sentences = wrapText(problem?.message ?? statusSentence(share), width, isTight ? 1 : 3)
		.map((text): Spans => [{text, tone: problem === undefined && look.tone === 'dim' ? 'plain' : look.tone}]);
	const hint = problem === undefined ? [] : wrapText(problem.hint, width, 2).map((text): Spans => [{text}]);
	const progress: readonly Spans[] = isUnfinished(share) ? [progressLine(share, width, glyphs, isTight ? leftText(share) : '')] : [];
	const amount = isUnfinished(share)
		? `${size(bytes)} of ${size(totalBytes)}, ${files.toLocaleString('en-US')} of ${count(totalFiles, 'file')}`
		: `${size(totalBytes)}, ${count(totalFiles, 'file')}`;
	const hasVersionLine = isRoomy && version !== '' && columnsOf(`${amount}, ${version}`) > room;
	const amounts = [
		labelled('size', [{text: cut(version === '' || hasVersionLine ? amount : `${amount}, ${version}`, room)}]),
		...(hasVersionLine ? [labelled('version', [{text: version}])] : []),
	];
	const traffic = trafficLine(share, {width: room, glyphs});
	const keyLines = key === '' || hasNoKey ? [] : keyIn(key, width);
	return [
		title,
		...sentences,
		...hint,
		...blank,
		...progress,
		...(progress.length > 0 ? blank : []),
		...(totalBytes > 0 || totalFiles > 0 ? amounts : []),
		...(traffic.length === 0 ? [] : [labelled('speed', traffic)]),
		...peerLines(share).map(text => labelled('peers', [{text: cut(text, room)}])),
		...(onlyAllowed === undefined ? [] : [labelled('only', [{text: cut(`${count(onlyAllowed.length, 'peer')} may have it`, room)}])]),
		...(places.length === 0 ? [] : [labelled(direction === 'sharing' ? 'from' : 'into', [{text: cut(placeText(places), room)}])]),
		...keyLines,
	].slice(0, rows);
}

/** A key, after its label if both fit into a line, else alone, and in pieces only if no line is long enough. */
function keyIn(key: string, width: number): readonly Spans[] {
	const label = (text: string): Spans[number] => ({text: fitText(text, labelWidth), tone: 'dim'});
	return labelWidth + key.length > width && key.length <= width
		? [[{text: key}]]
		: wrapText(key, Math.max(0, width - labelWidth)).map((text, index) => [label(index === 0 ? 'key' : ''), {text}]);
}

/** The key of a share in a line of its own, after its label. */
export function keyLine({key}: Pick<ShareState, 'key'>, width: number): Spans {
	return key === '' ? [] : keyIn(key, width)[0]!;
}

/** How far it is, as a bar, a figure and what is said after it. */
export function progressLine({bytes, totalBytes, status}: ShareState, width: number, glyphs: Glyphs, after = ''): Spans {
	const done = fitText(percent(bytes, totalBytes), 6, {align: 'right'}) + (after === '' ? '' : `  ${after}`);
	return [...progressBar(bytes / totalBytes, width - done.length, {glyphs, tone: status === 'paused' ? 'dim' : 'busy'}), {text: done}];
}

/** How long it will take; empty while that can't be told. */
export function leftText({download, bytes, totalBytes, status}: ShareState): string {
	return status === 'receiving' ? timeLeft(totalBytes - bytes, download) ?? '' : '';
}

/** How fast it goes both ways and, with room, how long it will take; nothing if nothing moves. */
export function trafficLine(share: ShareState, {width, glyphs}: {readonly width: number; readonly glyphs: Glyphs}): Spans {
	const {download, upload} = share;
	if (download === 0 && upload === 0) {
		return [];
	}

	const direction = (sign: string, rate: number): Spans => rate > 0 ? [{text: `${sign} `, tone: 'accent', spoken: sign === glyphs.down ? 'download' : 'upload'}, {text: speed(rate)}] : [];
	const speeds = joinSpans([direction(glyphs.down, download), direction(glyphs.up, upload)], 2);
	const whole = joinSpans([speeds, [{text: leftText(share)}]], 2);
	return columnsOf(textOf(whole)) <= width ? whole : speeds;
}

/** The first place, and how many there are beside it. */
export function placeText([first = '', ...others]: readonly string[]): string {
	return others.length === 0 ? first : `${first} and ${count(others.length, 'other')}`;
}

function peerLines({peers, delivered, satisfied, requests, status}: ShareState): readonly string[] {
	if (status === 'held' || (peers === 0 && delivered.length + satisfied.length === 0)) {
		return [];
	}

	return [[
		`${peers} connected`,
		...(delivered.length > 0 ? [`${delivered.length} ${delivered.length === 1 ? 'has' : 'have'} all of it`] : []),
		...(satisfied.length > 0 ? [wantedText(satisfied.length)] : []),
		...(requests.length > 0 ? [`${count(requests.length, 'asks', 'ask')}`] : []),
	].join(', ')];
}
