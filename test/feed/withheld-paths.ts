import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WithheldPaths} from '../../source/feed/withheld-paths.ts';
import {fileEntry} from '../helpers/file-entry.ts';

test('What is withheld covers itself and all below it', () => {
	const withheld = new WithheldPaths();
	assert.equal(withheld.covers('a/b'), false, 'nothing yet');
	withheld.add(fileEntry('a', 'readable'));
	withheld.add({kind: 'withheld', path: 'd/e'});
	const table: ReadonlyArray<readonly [path: string, covered: boolean, below: boolean]> = [
		['d/e', true, false],
		['d/e/f', true, true],
		['d/e/f/g', true, true],
		['d/e.txt', false, false],
		['d/e.txt/f', false, false],
		['d', false, false],
		['d/f', false, false],
		['a', false, false],
		['a/b', false, false],
		['e', false, false],
	];
	for (const [path, covered, below] of table) {
		assert.deepEqual([withheld.covers(path), withheld.coversParent(path)], [covered, below], path);
	}
});
