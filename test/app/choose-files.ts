import assert from 'node:assert/strict';
import {test} from 'node:test';
import {chooser} from '../../source/app/choose-files.ts';

const table: ReadonlyArray<readonly [globs: readonly string[], chosen: readonly string[], others: readonly string[]]> = [
	[[], ['a', 'a/b', '.hidden'], []],
	[['*.txt'], ['a.txt', '.txt', '.a.txt', 'a.txt/b'], ['d/a.txt', 'a.md']],
	[['**/*.txt'], ['a.txt', 'd/a.txt', 'd/e/.a.txt'], ['a.md', 'd']],
	[['d'], ['d', 'd/a', 'd/.e/f'], ['da', 'e/d', 'd.txt']],
	[['d/'], ['d', 'd/a'], ['da']],
	[['d//'], ['d', 'd/a'], ['da']],
	[['a', 'b/c'], ['a', 'a/x', 'b/c', 'b/c/d'], ['b', 'b/d']],
	[['{a,b}.jpg'], ['a.jpg', 'b.jpg'], ['c.jpg']],
	[['photos (2)', '[2024]/*.jpg', 'a{b}'], ['photos (2)', 'photos (2)/a', 'a{b}/c', '2/a.jpg'], ['photos', '[2024]']],
	[['[2024]'], ['[2024]/a', '[2024]', '2'], ['9']],
	[['caf\u00E9*'], ['caf\u00E9', 'caf\u00E9s'], ['cafe\u0301']],
	[['d/**'], ['d/a', 'd/a/b'], ['e']],
	[['*'], ['a', 'line\nbreak', 'a/b/c\nd'], []],
	[['d'], ['d/line\nbreak', 'd/e\n/f'], ['line\nbreak']],
	[['**/*.txt'], ['a\n/b.txt', 'd/\n.txt'], ['\n']],
];

for (const [globs, chosen, others] of table) {
	test(`${globs.length === 0 ? 'without globs everything is chosen' : `${globs.join(' and ')} choose what they match, and all in folders that they match`}: ${JSON.stringify(chosen)}`, () => {
		const isChosen = chooser(globs);
		assert.deepEqual(chosen.filter(path => !isChosen(path)), []);
		assert.deepEqual(others.filter(path => isChosen(path)), []);
	});
}
