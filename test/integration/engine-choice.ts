import assert from 'node:assert/strict';
import {readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import type {FileChoice} from '../../source/app/choice.ts';
import {everything, select} from '../../source/app/file-selection.ts';
import {twoEngines} from '../helpers/two-engines.ts';
import {writeTree} from '../helpers/write-tree.ts';

const {signal} = new AbortController();
const picks = (...paths: readonly string[]): FileChoice => {
	let selection = select(everything, '', false);
	for (const each of paths) {
		selection = select(selection, each, true);
	}

	return {only: [], selection};
};

/** A folder that is shared by one engine and received by another, as far as it is picked. */
async function received(t: TestContext, choice: FileChoice, isLive = false) {
	const {folder, sharer, receiver} = await twoEngines(t);
	const from = path.join(folder, 'from');
	const to = path.join(folder, 'to');
	await writeTree(from, {
		'a.txt': 'a', 'b.txt': 'bb', 'sub/c.txt': 'ccc', 'sub/deeper/d.txt': 'dddd',
	});
	const {key} = await sharer.until(await sharer.engine.share([from], {asksFirst: false}), 'waiting');
	const id = await receiver.engine.get(key);
	await receiver.until(id, 'offered');
	await receiver.engine.answerOffer(id, {directory: to, selection: choice.selection, isLive});
	await receiver.until(id, 'serving');
	return {
		receiver, id, from, to,
		here: async () => (await readdir(to, {recursive: true})).toSorted(),
	};
}

test('another choice says what it comes to, and is fetched; what it leaves stays or is deleted', async t => {
	const {receiver, id, to, here} = await received(t, picks('a.txt', 'sub'));
	const {engine} = receiver;
	assert.deepEqual(await engine.choice(id), picks('a.txt', 'sub'));
	await writeFile(path.join(to, 'sub/c.txt'), 'mine');
	const next = picks('b.txt');
	assert.deepEqual(await engine.measureChoice(id, next, signal), {picked: 1, fetched: {files: 1, bytes: 2}, unpicked: {files: 2, bytes: 5, edited: 1}});
	await engine.choose(id, next, {deletes: false});
	await receiver.until(id, 'serving', ({files, bytes}) => files === 1 && bytes === 2);
	assert.deepEqual(await here(), ['a.txt', 'b.txt', 'sub', 'sub/c.txt', 'sub/deeper', 'sub/deeper/d.txt']);
	const back = picks('a.txt');
	assert.deepEqual((await engine.measureChoice(id, back, signal)).fetched, {files: 0, bytes: 0}, 'it is still here');
	await engine.choose(id, back, {deletes: true});
	const {activity} = await receiver.until(id, 'serving', ({bytes}) => bytes === 1);
	assert.deepEqual(await here(), ['a.txt', 'sub', 'sub/c.txt']);
	assert.ok(activity.some(({text}) => text === 'Not picked any more, but changed here, so it stays: sub/c.txt'));
	await receiver.reopen();
	const [share] = receiver.engine.getState().shares;
	assert.deepEqual(await receiver.engine.choice(share!.id), back, 'it is remembered');
});

test('a share that is followed goes on with the new choice, and new files come where the whole folder is picked', async t => {
	const {receiver, id, from, here} = await received(t, picks('a.txt'), true);
	await receiver.engine.choose(id, picks('sub/deeper'), {deletes: true});
	await receiver.until(id, 'serving', ({files, bytes}) => files === 1 && bytes === 4);
	await writeTree(from, {
		new: 'new', 'sub/new': 'new', 'sub/deeper/new': 'new', 'sub/deeper/and/new': 'new',
	});
	await receiver.until(id, 'serving', ({files}) => files === 3);
	assert.deepEqual(await here(), ['sub', 'sub/deeper', 'sub/deeper/and', 'sub/deeper/and/new', 'sub/deeper/d.txt', 'sub/deeper/new']);
	assert.equal(receiver.engine.getState().shares[0]?.isLive, true);
});

test('a paused share is chosen anew as well, and has it when it goes on', async t => {
	const {receiver, id, to, here} = await received(t, picks('a.txt', 'b.txt'));
	const {engine} = receiver;
	await engine.pause(id);
	await writeFile(path.join(to, 'a.txt'), 'mine');
	assert.deepEqual(await engine.measureChoice(id, picks('sub/c.txt'), signal), {picked: 1, fetched: {files: 1, bytes: 3}, unpicked: {files: 1, bytes: 2, edited: 1}});
	await engine.choose(id, picks('sub/c.txt'), {deletes: true});
	assert.deepEqual(await here(), ['a.txt', 'b.txt']);
	await engine.resume(id);
	await receiver.until(id, 'serving', ({bytes}) => bytes === 3);
	assert.deepEqual(await here(), ['a.txt', 'sub', 'sub/c.txt']);
});
