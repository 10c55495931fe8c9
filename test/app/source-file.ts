import assert from 'node:assert/strict';
import test from 'node:test';
import {sourcePlace} from '../../source/app/source-file.ts';

const folder = [{name: '', place: '/home/ann/photos'}];
const several = [{name: 'a', place: '/one/a'}, {name: 'a.txt', place: '/two/a.txt'}];

for (const [entryPath, roots, place] of [
	['summer/1.jpg', folder, '/home/ann/photos/summer/1.jpg'],
	['a', several, '/one/a'],
	['a/b', several, '/one/a/b'],
	['a.txt', several, '/two/a.txt'],
	['b', several, undefined],
] as const) {
	test(`“${entryPath}” among ${roots.length} shared ${roots.length === 1 ? 'path' : 'paths'} stands at ${place ?? 'no place'}`, () => {
		assert.equal(sourcePlace(entryPath, roots), place);
	});
}
