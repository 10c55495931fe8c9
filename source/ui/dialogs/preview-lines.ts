import {count, size} from '../../base/format.ts';
import {cutText, safeText} from '../fit-text.ts';
import type {Spans} from '../spans.ts';
import type {Glyphs} from '../theme.ts';
import {problemLines} from './problem.ts';
import type {PathPreview} from './use-share-preview.ts';

export type PreviewOptions = {readonly width: number; readonly rows: number; readonly glyphs: Glyphs};

/** What sharing some paths would come to, in at most so many lines. A path that isn't there is still being typed, most of the time. */
export function previewLines({paths, preview, problem}: PathPreview, {width, rows, glyphs}: PreviewOptions): readonly Spans[] {
	if (problem !== undefined) {
		return problem.code === 'path-missing'
			? [[{text: cutText(safeText(problem.message), width, {cut: 'middle', ellipsis: glyphs.ellipsis}), tone: 'dim'}]]
			: problemLines(problem, {width, rows, glyphs});
	}

	if (preview === undefined) {
		return [];
	}

	const {files, bytes, directories, ignored, leftOut, isCounting} = preview;
	const amount = [
		...(paths.length > 1 ? [`${count(paths.length, 'path')} together`] : []),
		size(bytes),
		count(files, 'file'),
		...(directories > 0 ? [count(directories, 'folder')] : []),
	].join(`  ${glyphs.dot}  `);
	const left = [
		...(ignored > 0 ? [`${ignored.toLocaleString('en-US')} by the ignore rules`] : []),
		...(leftOut > 0 ? [`${leftOut.toLocaleString('en-US')} that can’t be carried`] : []),
	];
	return [
		[
			{text: cutText(amount, width - (isCounting ? 2 : 0), {ellipsis: glyphs.ellipsis}), tone: isCounting ? 'plain' : 'strong'},
			...(isCounting ? [{text: ` ${glyphs.ellipsis}`, tone: 'busy' as const, spoken: 'so far'}] : []),
		],
		...(left.length > 0 ? [[{text: cutText(`Left out: ${left.join(', ')}.`, width, {ellipsis: glyphs.ellipsis}), tone: leftOut > 0 ? 'warning' as const : 'dim' as const}]] : []),
	];
}
