import assert from 'node:assert/strict';
import {test} from 'node:test';
import {IndexBounds} from '../../source/app/index-bounds.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {directory} from '../helpers/memory-index.ts';

const mebibyte = 1024 * 1024;

function isTooMuch(message: RegExp): {readonly code: string; readonly message: RegExp} {
	return {code: 'feed-malformed', message};
}

test('files are in a piece each, in some for their bytes, and in a number beside', () => {
	const table = [[{files: 0, bytes: 0}, 65_536], [{files: 1_000_000, bytes: 0}, 1_065_536], [{files: 1, bytes: 400 * mebibyte}, 65_637]] as const;
	for (const [files, most] of table) {
		const bounds = new IndexBounds();
		bounds.changeExtents(most);
		bounds.checkPieces(files);
		bounds.changeExtents(1);
		assert.throws(() => {
			bounds.checkPieces(files);
		}, isTooMuch(/in too many pieces/v));
		bounds.changeExtents(-1);
		bounds.checkPieces(files);
	}
});

test('directories without an entry are as many as those with one, and some beside', () => {
	const bounds = new IndexBounds();
	for (let index = 0; index < 50; index++) {
		bounds.add(directory(String(index)));
		bounds.add(fileEntry(String(index), ''));
	}

	bounds.checkImplied(1050);
	assert.throws(() => {
		bounds.checkImplied(1051);
	}, isTooMuch(/leaves out directories/v));
});

test('long paths are counted in each index, whatever has them, and extents in all', () => {
	const bounds = new IndexBounds();
	const long = (index: number): string => `${'a'.repeat(512)}${index}`;
	bounds.changeExtents(60_000);
	for (let round = 0; round < 3; round++) {
		bounds.beginIndex();
		for (let index = 0; index < 2048; index++) {
			bounds.add(index % 2 === 0 ? directory(long(index)) : fileEntry(long(index), ''));
		}

		assert.throws(() => {
			bounds.add(directory(long(-1)));
		}, isTooMuch(/longer than 512 bytes/v));
	}

	bounds.changeExtents(60_000);
	assert.throws(() => {
		bounds.checkPieces({files: 0, bytes: 0});
	}, isTooMuch(/in too many pieces/v));
});
