import assert from 'node:assert/strict';
import test from 'node:test';
import type {ChoiceSum} from '../../../source/app/engine-state.ts';
import {choiceLines} from '../../../source/ui/dialogs/choice-lines.ts';
import {themeFor} from '../../../source/ui/theme.ts';

const {glyphs} = themeFor('dark', {});
const nothing: ChoiceSum = {picked: 1, fetched: {files: 0, bytes: 0}, unpicked: {files: 0, bytes: 0, edited: 0}};

const table: ReadonlyArray<readonly [sum: ChoiceSum, deletes: boolean, lines: readonly string[]]> = [
	[nothing, false, ['Nothing new has to be fetched.']],
	[{...nothing, fetched: {files: 1, bytes: 1000}}, false, ['To be fetched: 1 file, 1 kB.']],
	[{...nothing, unpicked: {files: 2, bytes: 2000, edited: 0}}, false, ['Nothing new has to be fetched.', 'Here, but not picked any more: 2 files, 2 kB.', '▌○ delete them here']],
	[
		{...nothing, unpicked: {files: 1, bytes: 2000, edited: 2}},
		true,
		['Nothing new has to be fetched.', 'Here, but not picked any more: 1 file, 2 kB.', '▌◉ delete it here', '2 files that you have changed stay as they are.'],
	],
	[{...nothing, unpicked: {files: 0, bytes: 0, edited: 1}}, false, ['Nothing new has to be fetched.', '1 file that you have changed stays as it is.']],
	[{...nothing, picked: 0}, false, ['Nothing is picked. Pick at least one file; to be rid of the share, remove it.']],
];

for (const [sum, deletes, expected] of table) {
	test(`a choice comes to: ${expected.join(' ')}`, () => {
		assert.deepEqual(choiceLines(sum, {width: 100, glyphs, deletes}).map(line => line.map(({text}) => text).join('')), expected);
	});
}
