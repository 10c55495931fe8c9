import assert from 'node:assert/strict';
import {test} from 'node:test';
import {chooser} from '../../source/app/choose-files.ts';

const table: ReadonlyArray<readonly [globs: readonly string[], chosen: readonly string[], others: readonly string[]]> = [
	[[], ['a', 'a/b', '.hidden'], []],
	[['*.txt'], ['a.txt', '.txt', '.a.txt', 'a.txt/b', 'd/a.txt', 'd/e/.a.txt', 'd/e.txt/f'], ['a.md', 'd', 'd/a.md']],
	[['/*.txt'], ['a.txt', '.a.txt', 'a.txt/b'], ['d/a.txt', 'a.md']],
	[['**/*.txt'], ['a.txt', 'd/a.txt', 'd/e/.a.txt'], ['a.md', 'd']],
	[['d/*.txt'], ['d/a.txt'], ['a.txt', 'd/e/a.txt', 'e/d/a.txt']],
	[['d'], ['d', 'd/a', 'd/.e/f', 'e/d', 'e/d/f'], ['da', 'd.txt', 'e/da', 'ed/a']],
	[['/d'], ['d', 'd/a'], ['da', 'e/d']],
	[['d/'], ['d', 'd/a', 'e/d/a'], ['da']],
	[['/d/'], ['d', 'd/a'], ['e/d/a']],
	[['d//'], ['d', 'd/a'], ['da']],
	[['a', 'b/c'], ['a', 'a/x', 'b/c', 'b/c/d'], ['b', 'b/d']],
	[['{a,b}.jpg'], ['a.jpg', 'b.jpg'], ['c.jpg']],
	[['photos (2)', '[2024]/*.jpg', 'a{b}'], ['photos (2)', 'photos (2)/a', 'a{b}/c', '2/a.jpg'], ['photos', '[2024]']],
	[['[2024]'], ['[2024]/a', '[2024]', '2', 'd/[2024]', 'd/[2024]/a', 'd/2'], ['9', 'd/[2024']],
	[['/[2024]'], ['[2024]/a', '[2024]', '2'], ['d/[2024]', 'd/2']],
	[['!(a).txt'], ['b.txt', 'd/b.txt'], ['a.txt', 'd/a.txt', 'b.md']],
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
