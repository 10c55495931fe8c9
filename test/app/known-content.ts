import assert from 'node:assert/strict';
import {test} from 'node:test';
import {KnownContent} from '../../source/app/known-content.ts';
import type {FileEntry} from '../../source/feed/entry.ts';

const file = (change: Partial<FileEntry> = {}): FileEntry => ({
	kind: 'file', path: 'a', size: 10, mtime: 0, mode: 0o644, sha256: new Uint8Array(32).fill(200), extents: [{block: 1, offset: 2, length: 10}], ...change,
});

test('content is found by its hash and size', () => {
	const content = new KnownContent();
	const {size, sha256, extents} = file();
	assert.equal(content.find(sha256!, size), undefined);
	assert.equal(content.hasSize(size), false);
	content.add(file());
	assert.deepEqual(content.find(Uint8Array.from(sha256!), size), extents);
	assert.equal(content.hasSize(size), true);
	assert.equal(content.hasSize(11), false);
	assert.equal(content.find(new Uint8Array(32), size), undefined);
	assert.equal(content.find(sha256!, 11), undefined);
});

test('hashes that differ in any byte are told apart', () => {
	const content = new KnownContent();
	for (let byte = 0; byte < 256; byte++) {
		content.add(file({sha256: new Uint8Array(32).fill(byte), extents: [{block: byte, offset: 0, length: 10}]}));
	}

	for (let byte = 0; byte < 256; byte++) {
		assert.equal(content.find(new Uint8Array(32).fill(byte), 10)?.[0]?.block, byte);
	}
});

test('content in several runs is found too', () => {
	const content = new KnownContent();
	const runs = [{block: 1, offset: 0, length: 10}, {block: 9, offset: 0, length: 10}];
	for (const byte of [1, 2]) {
		content.add(file({sha256: new Uint8Array(32).fill(byte), size: 20, extents: runs.map(run => ({...run, block: run.block * byte}))}));
		content.add(file({sha256: new Uint8Array(32).fill(byte + 100)}));
	}

	assert.deepEqual(content.find(new Uint8Array(32).fill(1), 20), runs);
	assert.deepEqual(content.find(new Uint8Array(32).fill(2), 20), runs.map(run => ({...run, block: run.block * 2})));
	assert.deepEqual(content.find(new Uint8Array(32).fill(102), 10), file().extents);
});

test('what is empty, not read to its end, or no file is not remembered', () => {
	const content = new KnownContent();
	content.add(file({size: 0, extents: []}));
	content.add(file({sha256: undefined}));
	content.add({
		kind: 'directory', path: 'd', mtime: 0, mode: 0o755,
	});
	content.add({
		kind: 'symlink', path: 'l', mtime: 0, target: 'a',
	});
	assert.equal(content.hasSize(0), false);
	assert.equal(content.hasSize(10), false);
});
