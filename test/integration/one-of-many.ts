import assert from 'node:assert/strict';
import fs from 'node:fs';
import {readFile, writeFile} from 'node:fs/promises';
import {syncBuiltinESMExports} from 'node:module';
import path from 'node:path';
import {test, type TestContext} from 'node:test';
import Hypercore from 'hypercore';
import {mostInBlock} from '../../source/app/pack.ts';
import {notInDeno} from '../helpers/runtime.ts';
import {twoApps} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

const folders = 40;
const filesPerFolder = 500;

/** What is done for a change on each side. */
type Work = {opened: number; records: number};

test('what a change of one file among twenty thousand takes, at the sharer and at a receiver who follows, has nothing to do with how many there are', {
	timeout: 60_000, skip: notInDeno('calls of node:fs can’t be counted'),
}, async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const shared = path.join(folder, 'shared');
	const received = path.join(folder, 'received');
	await writeTree(shared, Object.fromEntries(Array.from({length: folders * filesPerFolder}, (_, index) => [nameOf(index), `content ${index}`])));
	const share = sharer.share(shared, {watch: true});
	const get = receiver.get(await share.key(), received, {live: true});
	await get.event('received', ({files}) => files === folders * filesPerFolder);
	const work = counting(t, {shared, received});
	for (const [round, index] of [1234, 9999, 15_432].entries()) {
		work.shared = {opened: 0, records: 0};
		work.received = {opened: 0, records: 0};
		await writeFile(path.join(shared, nameOf(index)), `changed ${index}`);
		await get.event('received', ({version}) => version === round + 2);
		assert.equal(await readFile(path.join(received, nameOf(index)), 'utf8'), `changed ${index}`);
		t.diagnostic(`the sharer opened ${work.shared.opened} files and read ${work.shared.records} records, the receiver ${work.received.opened} and ${work.received.records}`);
		assert.ok(work.shared.opened > 0 && work.received.records > 0);
		for (const {opened, records} of [work.shared, work.received]) {
			// The files of one block, or of two that each of its folders has a part of, read and perhaps read again for those who want it.
			assert.ok(opened <= 3 * mostInBlock, `${opened} files were opened`);
			assert.ok(records <= 100, `${records} records were read`);
		}
	}
});

/** Counts files that are opened below two folders, and blocks that their feeds are asked for, from now on. */
function counting(t: TestContext, folders: {readonly shared: string; readonly received: string}): {shared: Work; received: Work} {
	const work = {shared: {opened: 0, records: 0}, received: {opened: 0, records: 0}};
	const {openSync} = fs;
	const {get} = Hypercore.prototype;
	t.mock.method(fs, 'openSync', (...call: Parameters<typeof openSync>) => {
		for (const side of ['shared', 'received'] as const) {
			work[side].opened += String(call[0]).startsWith(`${folders[side]}/`) ? 1 : 0;
		}

		return openSync(...call);
	});
	t.mock.method(Hypercore.prototype, 'get', async function (this: Hypercore, ...call: Parameters<typeof get>) {
		work[this.writable ? 'shared' : 'received'].records++;
		return get.apply(this, call);
	});
	syncBuiltinESMExports();
	t.after(() => {
		t.mock.restoreAll();
		syncBuiltinESMExports();
	});
	return work;
}

function nameOf(index: number): string {
	return `folder ${String(Math.floor(index / filesPerFolder)).padStart(2, '0')}/file ${index % filesPerFolder}`;
}
