import assert from 'node:assert/strict';
import test from 'node:test';
import {syncReached} from '../../source/app/sync-reached.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('what can’t be reached any more is left out, and the rest is synced', async t => {
	const directory = await temporaryFolder(t);
	await writeTree(directory, {a: 'a', c: 'c'});
	const asked: string[] = [];
	const options = {
		directory,
		placeOf: (name: string) => `${directory}/${name}`,
		isReached(name: string) {
			asked.push(name);
			return name !== 'b';
		},
	};
	assert.deepEqual(await syncReached(['a', 'c'], options), ['a', 'c']);
	assert.deepEqual(asked, []);
	assert.deepEqual(await syncReached(['a', 'b', 'c'], options), ['a', 'c']);
	// What is missing although nothing is in its way is an error.
	await assert.rejects(syncReached(['a', 'd'], options), {code: 'ENOENT'});
});
