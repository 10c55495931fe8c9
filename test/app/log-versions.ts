import assert from 'node:assert/strict';
import test from 'node:test';
import {countChanges} from '../../source/app/log-versions.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {directory} from '../helpers/memory-index.ts';

test('Changes are added up: files with their bytes, everything else together', async () => {
	const old = fileEntry('a', '1');
	const counts = await countChanges([
		{change: 'added', entry: fileEntry('b', '22')},
		{change: 'added', entry: fileEntry('c', '333')},
		{change: 'added', entry: directory('d')},
		{change: 'changed', before: old, entry: fileEntry('a', '4444')},
		{change: 'changed', before: old, entry: {...old, mtime: 5}},
		{change: 'changed', before: directory('e'), entry: directory('e')},
		{change: 'removed', entry: fileEntry('f', '55555')},
	]);
	assert.deepEqual(counts, {
		added: {files: 2, bytes: 5}, changed: {files: 2, bytes: 4}, removed: {files: 1, bytes: 5}, others: 2,
	});
	assert.deepEqual(await countChanges([]), {
		added: {files: 0, bytes: 0}, changed: {files: 0, bytes: 0}, removed: {files: 0, bytes: 0}, others: 0,
	});
});
