import assert from 'node:assert/strict';
import test from 'node:test';
import {WantedBlocks} from '../../source/app/wanted-blocks.ts';

const blockSize = 16;

test('what is wanted is given once, as few ranges', () => {
	const wanted = new WantedBlocks(blockSize);
	wanted.add([{block: 8, offset: 0, length: 33}, {block: 2, offset: 0, length: 16}], false);
	wanted.add([{block: 3, offset: 0, length: 20}], false);
	assert.deepEqual(wanted.take(), [{start: 2, end: 5}, {start: 8, end: 11}]);
	assert.deepEqual(wanted.take(), []);
});

test('an extent that starts within a block reaches as far as its bytes do', () => {
	const wanted = new WantedBlocks(blockSize);
	wanted.add([{block: 4, offset: 10, length: 6}], false);
	wanted.add([{block: 9, offset: 10, length: 7}], false);
	assert.deepEqual(wanted.take(), [{start: 4, end: 5}, {start: 9, end: 11}]);
});

test('a block in which files stand side by side is wanted only after the last of them', () => {
	const wanted = new WantedBlocks(blockSize);
	wanted.add([{block: 1, offset: 0, length: 5}], true);
	assert.deepEqual(wanted.take(), []);
	wanted.add([{block: 1, offset: 5, length: 5}], true);
	assert.deepEqual(wanted.take(), []);
	wanted.add([{block: 2, offset: 0, length: 5}], true);
	assert.deepEqual(wanted.take(), [{start: 1, end: 2}]);
	wanted.closeShared();
	assert.deepEqual(wanted.take(), [{start: 2, end: 3}]);
	wanted.closeShared();
	assert.deepEqual(wanted.take(), []);
});

test('a file with blocks of its own ends a shared one', () => {
	const wanted = new WantedBlocks(blockSize);
	wanted.add([{block: 1, offset: 0, length: 5}], true);
	wanted.add([{block: 7, offset: 0, length: 32}], false);
	assert.deepEqual(wanted.take(), [{start: 1, end: 2}, {start: 7, end: 9}]);
});

test('files without bytes want nothing', () => {
	const wanted = new WantedBlocks(blockSize);
	wanted.add([], true);
	wanted.add([], false);
	wanted.closeShared();
	assert.deepEqual(wanted.take(), []);
});

test('blocks that have room for several files are touched by each that comes or goes, and given once', () => {
	const wanted = new WantedBlocks(blockSize);
	wanted.add([{block: 1, offset: 0, length: 5}], true);
	wanted.add([{block: 1, offset: 5, length: 5}], true);
	wanted.touch([{block: 3, offset: 2, length: 14}, {block: 7, offset: 0, length: 17}]);
	assert.deepEqual(wanted.takeTouched(), new Set([1, 3]));
	assert.deepEqual(wanted.takeTouched(), new Set());
});
