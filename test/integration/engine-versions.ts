import assert from 'node:assert/strict';
import {
	readFile, rename, rm, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {everything} from '../../source/app/file-selection.ts';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {type RunningEngine, twoEngines} from '../helpers/two-engines.ts';
import {writeTree} from '../helpers/write-tree.ts';

const {signal} = new AbortController();

/** A folder that is shared by one engine and received by another. */
async function received(t: TestContext, {isLive}: {readonly isLive: boolean}) {
	const {folder, sharer, receiver} = await twoEngines(t);
	const from = path.join(folder, 'from');
	const to = path.join(folder, 'to');
	await writeTree(from, {'a.txt': 'a', 'b.txt': 'bb', 'sub/c.txt': 'ccc'});
	const shared = await sharer.engine.share([from], {asksFirst: false});
	const {key} = await sharer.until(shared, 'waiting');
	const id = await receiver.engine.get(key);
	await receiver.until(id, 'offered');
	await receiver.engine.answerOffer(id, {directory: to, selection: everything, isLive});
	await receiver.until(id, 'serving', ({version}) => version === 1);
	const publish = async (work: () => Promise<void>): Promise<void> => {
		const {version} = sharer.engine.getState().shares.find(share => share.id === shared)!;
		await work();
		await sharer.untilState(({shares}) => shares.some(share => share.id === shared && share.version === version + 1));
	};

	return {
		sharer, receiver, shared, id, from, to, publish,
	};
}

async function listed({engine}: RunningEngine, id: string) {
	const {versions, isEnd, problem} = await engine.versions(id, {most: 10, signal});
	const counts = await Promise.all(versions.map(async ({block}) => engine.countChanges(id, block, signal)));
	return {
		isEnd, problem: problem?.message, versions: versions.map(({version, files}, index) => {
			const {added, changed, removed} = counts[index]!;
			return [version, files, added.files, changed.files, removed.files];
		}),
	};
}

test('a share that is followed gets each new version, and what was deleted is told', async t => {
	const {receiver, id, from, to, publish} = await received(t, {isLive: true});
	assert.equal(receiver.engine.getState().shares[0]?.isLive, true);
	await publish(async () => {
		await writeFile(path.join(from, 'a.txt'), 'another');
		await rm(path.join(from, 'b.txt'));
	});
	const {activity} = await receiver.until(id, 'serving', ({version}) => version === 2);
	assert.deepEqual((await compareFolders(from, to)).differences, []);
	assert.ok(activity.some(({text}) => /^Removed, .*: b\.txt$/v.test(text)), activity.map(({text}) => text).join('\n'));
	await receiver.reopen();
	assert.equal(receiver.engine.getState().shares[0]?.isLive, true, 'it is followed the next time as well');
});

test('one that is not followed says that there is a newer version, which is received when it is asked for, or when it is followed', async t => {
	const {receiver, id, from, to, publish} = await received(t, {isLive: false});
	await publish(async () => writeFile(path.join(from, 'a.txt'), 'another'));
	const {activity, version} = await receiver.until(id, 'serving', ({newerVersion}) => newerVersion === 2);
	assert.equal(version, 1);
	assert.equal(activity.at(-1)?.text, 'There is a newer version: 2');
	assert.equal(await readFile(path.join(to, 'a.txt'), 'utf8'), 'a');
	await receiver.engine.update(id);
	await receiver.until(id, 'serving', ({version, newerVersion}) => version === 2 && newerVersion === undefined);
	assert.equal(await readFile(path.join(to, 'a.txt'), 'utf8'), 'another');

	await receiver.engine.follow(id, true);
	await receiver.until(id, 'serving', ({isLive}) => isLive);
	await publish(async () => writeFile(path.join(from, 'a.txt'), 'the third one'));
	await receiver.until(id, 'serving', ({version}) => version === 3);
	assert.deepEqual((await compareFolders(from, to)).differences, []);

	await receiver.engine.follow(id, false);
	await receiver.until(id, 'serving', ({isLive}) => !isLive);
	await publish(async () => writeFile(path.join(from, 'a.txt'), 'the fourth one'));
	await receiver.until(id, 'serving', ({newerVersion}) => newerVersion === 4);
	assert.equal(await readFile(path.join(to, 'a.txt'), 'utf8'), 'the third one');

	await receiver.reopen();
	await receiver.until(id, 'serving', ({version, newerVersion}) => version === 3 && newerVersion === 4);
	assert.equal(await readFile(path.join(to, 'a.txt'), 'utf8'), 'the third one', 'nor does it come because the dashboard was closed and opened');
	await receiver.engine.update(id);
	await receiver.until(id, 'serving', ({version}) => version === 4);
	assert.deepEqual((await compareFolders(from, to)).differences, []);
});

test('a paused share is followed from when it goes on, and what is shared from here never', async t => {
	const {sharer, receiver, shared, id} = await received(t, {isLive: false});
	await receiver.engine.pause(id);
	await receiver.engine.follow(id, true);
	assert.deepEqual(receiver.engine.getState().shares.map(({status, isLive}) => [status, isLive]), [['paused', true]]);
	await receiver.reopen();
	assert.deepEqual(receiver.engine.getState().shares.map(({status, isLive}) => [status, isLive]), [['paused', true]]);
	await sharer.engine.follow(shared, true);
	assert.equal(sharer.engine.getState().shares[0]?.isLive, false);
});

test('the history of a share can be looked at where it is shared and where it is received, and tells what is missing', async t => {
	const {sharer, receiver, shared, id, from, publish} = await received(t, {isLive: false});
	await receiver.engine.pause(id);
	await publish(async () => writeTree(from, {'d.txt': 'new', 'a.txt': 'another'}));
	await publish(async () => {
		await rename(path.join(from, 'b.txt'), path.join(from, 'sub/b.txt'));
		await rm(path.join(from, 'd.txt'));
	});
	const whole = {isEnd: true, problem: undefined, versions: [[3, 3, 1, 0, 2], [2, 4, 1, 1, 0], [1, 3, 3, 0, 0]]};
	assert.deepEqual(await listed(sharer, shared), whole);
	const {versions} = await sharer.engine.versions(shared, {most: 2, signal});
	assert.deepEqual(versions.map(({version}) => version), [3, 2]);
	const rest = await sharer.engine.versions(shared, {after: versions[1]!.block, most: 2, signal});
	assert.deepEqual([rest.versions.map(({version}) => version), rest.isEnd], [[1], true]);

	const differences = await sharer.engine.differences(shared, versions[0]!.block, {most: 10, signal});
	assert.deepEqual(differences.map(({change, path, previousPath}) => [change, path, previousPath]), [['removed', 'd.txt', undefined], ['renamed', 'sub/b.txt', 'b.txt']]);
	const all = await sharer.engine.differences(shared, rest.versions[0]!.block, {most: 10, signal});
	assert.deepEqual(all.map(({change, path}) => `${change} ${path}`), ['added a.txt', 'added b.txt', 'added sub', 'added sub/c.txt']);
	const pages: string[] = [];
	let after: string | undefined;
	for (;;) {
		const page = await sharer.engine.differences(shared, rest.versions[0]!.block, {after, most: 1, signal});
		if (page.length === 0) {
			break;
		}

		pages.push(...page.map(({path}) => path));
		after = page.at(-1)!.path;
	}

	assert.deepEqual(pages, all.map(({path}) => path));

	await receiver.engine.resume(id);
	await receiver.until(id, 'serving', ({version, newerVersion}) => version === 1 && newerVersion === 3);
	await receiver.engine.update(id);
	await receiver.until(id, 'serving', ({version}) => version === 3);
	await sharer.engine.pause(shared);
	assert.deepEqual(await listed(sharer, shared), whole, 'also of one that is paused');
	await receiver.until(id, 'complete');
	const alone = await receiver.engine.versions(id, {most: 10, signal});
	assert.deepEqual(alone.versions.map(({version}) => version), [3]);
	assert.match(alone.problem?.message ?? '', /nobody who may have it is connected/v);
	assert.equal(alone.isEnd, false);
	await assert.rejects(receiver.engine.countChanges(id, alone.versions[0]!.block, signal), {code: 'content-gone'});

	await sharer.engine.resume(shared);
	await receiver.until(id, 'serving');
	assert.deepEqual(await listed(receiver, id), whole);
});

test('of a share that is not followed the version that is here is shown and verified, whatever its sharer makes and whether it is there', async t => {
	const {sharer, receiver, shared, id, from, publish} = await received(t, {isLive: false});
	await publish(async () => writeTree(from, {'d.txt': 'new', 'a.txt': 'another'}));
	await receiver.until(id, 'serving', ({newerVersion}) => newerVersion === 2);
	const look = async () => {
		const rows = await receiver.engine.files(id, '', {most: 10, signal});
		return rows.map(({path, state, size}) => [path, state, size]);
	};

	const firstVersion = [['a.txt', 'here', 1], ['b.txt', 'here', 2], ['sub', 'here', undefined]];
	assert.deepEqual(await look(), firstVersion);
	await sharer.engine.pause(shared);
	await receiver.until(id, 'complete');
	assert.deepEqual(await look(), firstVersion);
	await receiver.engine.pause(id);
	await receiver.until(id, 'finished');
	assert.deepEqual(await look(), firstVersion);
	assert.equal((await receiver.engine.verify(id))?.differences, 0);
	await receiver.until(id, 'finished');

	await receiver.engine.resume(id);
	await sharer.engine.resume(shared);
	await receiver.until(id, 'serving');
	// Its history has the index of the newer version fetched.
	const {versions} = await receiver.engine.versions(id, {most: 2, signal});
	await receiver.engine.countChanges(id, versions[0]!.block, signal);
	assert.deepEqual(await look(), firstVersion);
	assert.equal((await receiver.engine.verify(id))?.differences, 0);

	await receiver.engine.update(id);
	await receiver.until(id, 'serving', ({version}) => version === 2);
	assert.deepEqual(await look(), [['a.txt', 'here', 7], ['b.txt', 'here', 2], ['d.txt', 'here', 3], ['sub', 'here', undefined]]);
});
