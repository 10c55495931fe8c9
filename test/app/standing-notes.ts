import assert from 'node:assert/strict';
import {rm} from 'node:fs/promises';
import test from 'node:test';
import {StandingNotes} from '../../source/app/standing-notes.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {directory} from '../helpers/memory-index.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('each file stands where it stood when it was first looked for', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'a/x': 'same', b: 'other size', d: '1'});
	const entries = [directory('a'), fileEntry('a/x', 'size'), fileEntry('b', '1'), fileEntry('c', '1'), fileEntry('d', '1')];
	const leaf = {block: 3, entries};
	const notes = new StandingNotes(folder);
	const look = (count: number): readonly string[] => entries.slice(0, count).map((_, index) => notes.at(leaf, index));
	const first = ['nothing', 'same-size', 'something', 'nothing'];
	assert.deepEqual(look(4), first);
	await writeTree(folder, {c: '1', b: '1'});
	await rm(`${folder}/a/x`);
	await rm(`${folder}/d`);
	assert.deepEqual(look(5), [...first, 'nothing'], 'what was not looked for yet is as it is now');
	assert.deepEqual(notes.at({block: 4, entries}, 3), 'same-size', 'another leaf is another one');
});
