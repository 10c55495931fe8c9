import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Extent} from '../../source/feed/entry.ts';
import {checkExtents} from '../../source/app/check-extents.ts';
import {fileEntry} from '../helpers/file-entry.ts';

const blockSize = 16;
const extent = (block: number, length: number, offset = 0): Extent => ({block, offset, length});

const table: ReadonlyArray<readonly [title: string, extents: readonly Extent[], limit: number, problem?: RegExp]> = [
	['an empty file lies anywhere', [], 0],
	['a block is in a feed of one', [extent(0, 16)], 1],
	['the last byte of a block counts', [extent(0, 1, 15)], 1],
	['an extent runs on to the last block', [extent(3, 17, 15)], 5],
	['a block does not lie in a feed of none', [extent(0, 16)], 0, /blocks that the feed does not have/v],
	['an extent does not run on behind the feed', [extent(0, 17)], 1, /blocks that the feed does not have/v],
	['nor does one that begins within a block', [extent(3, 18, 15)], 5, /blocks that the feed does not have/v],
	['an extent begins within its block', [extent(0, 1, 16)], 9, /blocks that the feed does not have/v],
	['a block may be too far away', [extent(2 ** 52, 1)], 9, /blocks that the feed does not have/v],
	['each extent is looked at', [extent(0, 16), extent(9, 16)], 9, /blocks that the feed does not have/v],
	['a large file has one piece', [extent(0, 80)], 9],
	['or as many as it has blocks', [extent(4, 16), extent(0, 16), extent(2, 3)], 9],
	['also when they are the same', [extent(4, 16), extent(4, 16), extent(4, 16)], 9],
	['or begin and end within blocks', [extent(4, 10, 6), extent(0, 20), extent(7, 3, 3)], 9],
	['a small file has one piece', [extent(0, 8), extent(0, 8, 8)], 9, /more pieces than it has blocks/v],
	['a file does not have a piece more than blocks', [extent(0, 16), extent(1, 8), extent(2, 8)], 9, /more pieces than it has blocks/v],
];

for (const [title, extents, limit, problem] of table) {
	test(title, () => {
		const check = (): void => {
			checkExtents(fileEntry('a', '', {extents}), blockSize, limit);
		};

		if (problem) {
			assert.throws(check, {code: 'feed-malformed', message: problem});
		} else {
			check();
		}
	});
}
