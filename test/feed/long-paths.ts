import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isLongPath, LongPaths} from '../../source/feed/long-paths.ts';
import {assertMalformed} from '../helpers/assert-malformed.ts';

test('A path is long by its bytes in UTF-8', () => {
	const table: ReadonlyArray<readonly [path: string, isLong: boolean]> = [
		['', false],
		['a'.repeat(512), false],
		['a'.repeat(513), true],
		['é'.repeat(256), false],
		['é'.repeat(257), true],
		['\u{FFFD}'.repeat(170), false],
		['\u{FFFD}'.repeat(171), true],
		['\u{1F6A2}'.repeat(128), false],
		['\u{1F6A2}'.repeat(129), true],
	];
	for (const [path, isLong] of table) {
		assert.equal(isLongPath(path), isLong, `${path.slice(0, 2)} ${path.length}`);
	}
});

test('An index has some thousand long paths and no more, each counted once, and any number of others', () => {
	const paths = new LongPaths();
	const long = 'a'.repeat(510);
	for (let pass = 0; pass < 2; pass++) {
		for (let index = 0; index < 2048; index++) {
			paths.add(`${long}${String(index).padStart(4, '0')}`);
			paths.add(String(index));
		}
	}

	assertMalformed(() => {
		paths.add(`${long}/another`);
	}, /More than 2048 paths of the index are longer than 512 bytes/v);
});
