import type {ChoiceSum} from '../../app/engine-state.ts';
import {count, size} from '../../base/format.ts';
import type {Spans} from '../spans.ts';
import type {Glyphs} from '../theme.ts';
import {wrapText} from '../wrap-text.ts';

export type ChoiceLineOptions = {
	readonly width: number;
	readonly glyphs: Glyphs;
	/** What is not picked any more is deleted. */
	readonly deletes: boolean;
};

/** What another choice comes to, and the question whether what it leaves is deleted. */
export function choiceLines({picked, fetched, unpicked: {files, bytes, edited}}: ChoiceSum, {width, glyphs, deletes}: ChoiceLineOptions): readonly Spans[] {
	if (picked === 0) {
		return lines('Nothing is picked. Pick at least one file; to be rid of the share, remove it.', width);
	}

	return [
		...lines(fetched.files === 0 ? 'Nothing new has to be fetched.' : `To be fetched: ${count(fetched.files, 'file')}, ${size(fetched.bytes)}.`, width),
		...(files === 0
			? []
			: [
				...lines(`Here, but not picked any more: ${count(files, 'file')}, ${size(bytes)}.`, width),
				[
					{text: glyphs.cursor, tone: 'accent', spoken: 'selected:'},
					{text: `${deletes ? glyphs.chosen : glyphs.notChosen} `, tone: deletes ? 'accent' : 'dim', spoken: deletes ? 'on:' : 'off:'},
					{text: `delete ${files === 1 ? 'it' : 'them'} here`, tone: 'plain'},
				] satisfies Spans,
			]),
		...(edited === 0 ? [] : lines(`${count(edited, 'file')} that you have changed ${edited === 1 ? 'stays' : 'stay'} as ${edited === 1 ? 'it is' : 'they are'}.`, width)),
	];
}

function lines(text: string, width: number): readonly Spans[] {
	return wrapText(text, width, 3).map((line): Spans => [{text: line}]);
}
