import assert from 'node:assert/strict';
import {test} from 'node:test';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {defaultBlockSize as blockSize} from '../../source/feed/limits.ts';
import {readTree} from '../helpers/read-tree.ts';
import {twoApps} from '../helpers/two-apps.ts';
import {writeTree, type Tree} from '../helpers/write-tree.ts';

test('hundreds of small files that share blocks each get their own bytes', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const next = pseudoRandomBytes('packed');
	// Small enough for many in a block, with some that just don't fit the rest of one, empty ones and copies between them.
	const copy = next(1000);
	const tree: Tree = Object.fromEntries(Array.from({length: 600}, (_, index) => {
		const content = index % 50 === 0 ? new Uint8Array(0) : (index % 17 === 0 ? copy : next(index % 31 === 0 ? blockSize - 1 - index : (index * 7) % 4001));
		return [`${index % 7}/${index}`, content];
	}));
	await writeTree(`${folder}/shared`, tree);
	const share = sharer.share(`${folder}/shared`);
	await receiver.received(await share.key(), `${folder}/received`);
	assert.deepEqual(await readTree(`${folder}/received`), await readTree(`${folder}/shared`));
});

test('some files of a shared block are received and served without the others', async t => {
	const {folder, sharer, receiver, machine} = await twoApps(t);
	await writeTree(`${folder}/shared`, Object.fromEntries(Array.from({length: 100}, (_, index) => [`${index % 2}/${index}`, `${index} `.repeat(index)])));
	const share = sharer.share(`${folder}/shared`);
	await share.event('version');
	const key = await share.key();
	const some = receiver.get(key, `${folder}/some`, {only: ['1'], stay: true});
	const {files} = await some.event('received');
	assert.equal(files, 50);
	assert.deepEqual(await readTree(`${folder}/some/1`), await readTree(`${folder}/shared/1`));
	await machine('third').received(key, `${folder}/all`);
	assert.deepEqual(await readTree(`${folder}/all`), await readTree(`${folder}/shared`));
});
