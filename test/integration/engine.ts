import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {everything, select} from '../../source/app/file-selection.ts';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {twoEngines} from '../helpers/two-engines.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const never = new AbortController().signal;

test('a folder goes from one engine to another, after the other has said what it wants and where', async t => {
	const {folder, sharer, receiver} = await twoEngines(t);
	const from = path.join(folder, 'from');
	const to = path.join(folder, 'to');
	await writeTree(from, {
		'a.txt': 'a', 'sub/b.txt': 'bb', 'sub/c.txt': 'ccc', other: 'x',
	});
	const shared = await sharer.engine.share([from], {asksFirst: false});
	const {key} = await sharer.until(shared, 'waiting');

	const id = await receiver.engine.get(` ferry get ${key}\n`);
	const {offer, name} = await receiver.until(id, 'offered');
	assert.equal(name, 'from');
	assert.deepEqual({files: offer?.files, bytes: offer?.bytes}, {files: 4, bytes: 7});
	const rows = await receiver.engine.files(id, '', {most: 10, signal: never});
	assert.deepEqual(rows.map(({name, kind}) => [name, kind]), [['a.txt', 'file'], ['other', 'file'], ['sub', 'directory']]);
	const selection = select(everything, 'other', false);
	const {files, bytes, collisions} = await receiver.engine.measureOffer(id, {directory: to, selection}, never);
	assert.deepEqual({files, bytes, collisions}, {files: 3, bytes: 6, collisions: 0});

	const totals = new Set<string>();
	const stopWatching = receiver.engine.subscribe(() => {
		const [share] = receiver.engine.getState().shares;
		if (share && share.status !== 'offered' && share.totalBytes > 0) {
			totals.add(`${share.totalFiles} files, ${share.totalBytes} bytes`);
		}
	});
	await receiver.engine.answerOffer(id, {directory: to, selection});
	await receiver.until(id, 'serving');
	stopWatching();
	assert.deepEqual([...totals], ['3 files, 6 bytes'], 'what was picked, from the beginning');
	await sharer.until(shared, 'serving', ({delivered, satisfied}) => delivered.length === 0 && satisfied.length === 1);
	const {differences} = await compareFolders(from, to);
	assert.equal(differences.length, 1);
	assert.match(differences[0]!, /other/v);
	await receiver.untilState(() => receiver.engine.peers(id).some(({route}) => route === 'tcp'));
	assert.deepEqual(receiver.engine.peers(id).map(({route, complete}) => ({route, complete})), [{route: 'tcp', complete: 1}]);
	const {blocks, cells} = sharer.engine.blocks(shared, 100);
	assert.equal(cells.length, blocks);
	assert.ok(cells.every(({state}) => state === 'here'));
	// Of what was not wanted nothing is missing.
	assert.ok(receiver.engine.blocks(id, 100).isEnough);
});

test('what was going on goes on when the engine is opened again, and what was paused stays paused', async t => {
	const {folder, sharer, receiver} = await twoEngines(t);
	await writeTree(path.join(folder, 'one'), {a: 'a'});
	await writeTree(path.join(folder, 'two'), {b: 'b'});
	const one = await sharer.engine.share([path.join(folder, 'one')], {asksFirst: false});
	const two = await sharer.engine.share([path.join(folder, 'two')], {asksFirst: false});
	const {key} = await sharer.until(one, 'waiting');
	await sharer.until(two, 'waiting');
	const id = await receiver.engine.get(key);
	await receiver.until(id, 'offered');
	await receiver.engine.answerOffer(id, {directory: path.join(folder, 'to'), selection: everything});
	await receiver.until(id, 'serving');

	await sharer.engine.pause(two);
	await sharer.reopen();
	const [first, second] = sharer.engine.getState().shares;
	assert.equal(second?.status, 'paused');
	await sharer.until(first!.id, 'serving');
	await sharer.engine.resume(second.id);
	await sharer.until(second.id, 'waiting');
	await sharer.engine.pause();
	await sharer.untilState(({shares}) => shares.every(({status}) => status === 'paused'));
	await receiver.reopen();
	// What is received goes on, too.
	await receiver.untilState(({shares}) => shares[0]?.status === 'complete');
});

test('what is asked for last counts, however much is asked at once', async t => {
	const {folder, sharer} = await twoEngines(t);
	const from = path.join(folder, 'from');
	await writeLargeFolder(from, {large: 20, small: 200, smallBytes: 1000});
	const {engine} = sharer;
	const id = await engine.share([from], {asksFirst: false});
	await sharer.until(id, 'waiting');

	await Promise.all([engine.verify(id), engine.pause(id)]);
	assert.equal((await sharer.until(id, 'paused')).status, 'paused', 'a verification that a pause ends doesn’t go on');
	for (const asked of ['resume', 'pause', 'pause', 'resume', 'pause', 'resume', 'pause'] as const) {
		void engine[asked](id);
	}

	await engine.pause(id);
	await sharer.until(id, 'paused');
	await Promise.all([engine.pause(id), engine.resume(id)]);
	await sharer.until(id, 'waiting');
	const paused = engine.pause(id);
	await sharer.reopen();
	await paused;
	const [share] = sharer.engine.getState().shares;
	assert.equal(share?.status, 'paused', 'a pause just before the end is kept');

	const rows = await Promise.all(['', '', ''].map(async directory => sharer.engine.files(share.id, directory, {most: 3, signal: never})));
	assert.deepEqual(rows.map(({length}) => length), [3, 3, 3]);
	await sharer.engine.resume(share.id);
	await sharer.until(share.id, 'waiting');
	const verified = sharer.engine.verify(share.id);
	assert.ok(await sharer.engine.remove(share.id) > 0);
	await verified;
	await sharer.untilState(({shares}) => shares.length === 0);
	await sharer.reopen();
	assert.deepEqual(sharer.engine.getState().shares, [], 'what is forgotten stays forgotten');
});

test('a share is forgotten with its state, and the files stay', async t => {
	const {folder, sharer} = await twoEngines(t);
	const from = path.join(folder, 'from');
	await writeTree(from, {a: 'a'});
	const id = await sharer.engine.share([from], {asksFirst: false});
	await sharer.until(id, 'waiting');
	assert.ok(await sharer.engine.remove(id) > 0);
	await sharer.untilState(({shares}) => shares.length === 0);
	assert.equal(await readFile(path.join(from, 'a'), 'utf8'), 'a');
});

test('verifying tells what differs, and then goes on', async t => {
	const {folder, sharer} = await twoEngines(t);
	const from = path.join(folder, 'from');
	await writeTree(from, {a: 'a', b: 'b'});
	const id = await sharer.engine.share([from], {asksFirst: false});
	await sharer.until(id, 'waiting');
	await writeFile(path.join(from, 'a'), 'A');
	assert.deepEqual(await sharer.engine.verify(id), {files: 2, bytes: 2, differences: 1});
	const {activity} = await sharer.until(id, 'waiting', ({version}) => version === 2);
	assert.ok(activity.some(({text}) => text === 'a has other content'));
	assert.ok(activity.some(({text, level}) => level === 'bad' && text.startsWith('Verified: 1 of')));
});

test('what can’t be shared is refused and leaves nothing behind', async t => {
	const {folder, sharer} = await twoEngines(t);
	await assert.rejects(sharer.engine.share([path.join(folder, 'missing')], {asksFirst: false}), {code: 'path-missing'});
	await assert.rejects(sharer.engine.get('nonsense'), {code: 'key-unreadable'});
	assert.deepEqual(sharer.engine.getState().shares, []);
});

test('a share’s own limits last, and so does that none of them holds in the local network', async t => {
	const {folder, sharer} = await twoEngines(t);
	const from = path.join(folder, 'from');
	await writeTree(from, {a: 'a'});
	const id = await sharer.engine.share([from], {asksFirst: false});
	await sharer.until(id, 'waiting');
	await sharer.engine.limitShare(id, {upload: 5000, download: undefined});
	await sharer.engine.setLimits({upload: undefined, download: undefined, exceptLan: true});
	assert.deepEqual(sharer.engine.getState().shares[0]!.limits, {upload: 5000, download: undefined});
	await sharer.reopen();
	const {shares, limits} = sharer.engine.getState();
	assert.deepEqual(shares[0]!.limits, {upload: 5000, download: undefined});
	assert.deepEqual(limits, {upload: undefined, download: undefined, exceptLan: true});
});

test('settings last', async t => {
	const {sharer} = await twoEngines(t);
	await sharer.engine.setTheme('light');
	await sharer.engine.setLimits({upload: 1000, download: undefined});
	await sharer.engine.namePeer('ab', 'Ann');
	await sharer.reopen();
	const {theme, limits, peerNames} = sharer.engine.getState();
	assert.deepEqual({theme, limits, peerNames}, {theme: 'light', limits: {upload: 1000, download: undefined, exceptLan: false}, peerNames: {ab: 'Ann'}});
});
