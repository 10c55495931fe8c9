import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {writeFileSync} from 'node:fs';
import {cp, readFile, rm} from 'node:fs/promises';
import {test, type TestContext} from 'node:test';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import type {ShareOptions} from '../../source/app/share.ts';
import {defaultBlockSize as blockSize} from '../../source/feed/limits.ts';
import {twoApps, type Job, type TwoApps} from '../helpers/two-apps.ts';
import {overwrite} from '../helpers/overwrite.ts';
import {waitFor} from '../helpers/wait-for.ts';
import {watchedGet} from '../helpers/watched-get.ts';
import {writeTree, type Tree} from '../helpers/write-tree.ts';

const timeout = 60_000;
const random = pseudoRandomBytes('adopting');
const [large, middle, other] = [random((37 * blockSize) + 999), random((5 * blockSize) + 3), random(3 * blockSize)];
const small = Object.fromEntries(Array.from({length: 400}, (_, index) => [`small/${index % 7}/file ${index}`, random(index * 9)]));
const tree: Tree = {
	large, 'd/middle': middle, empty: '', 'odd/ü\n “x” .txt': 'odd', 'd/zeros': new Uint8Array(40 * blockSize), ...small,
};

type Sharing = TwoApps & {readonly shared: string; readonly mine: string; readonly share: Job; readonly key: Uint8Array};

/** Something is shared, and the receiver has a copy of it that came by other means. */
async function sharing(t: TestContext, files: Tree = tree, options: Partial<ShareOptions> = {}): Promise<Sharing> {
	const apps = await twoApps(t);
	const [shared, mine] = [`${apps.folder}/shared`, `${apps.folder}/mine`];
	await writeTree(shared, files);
	await cp(shared, mine, {recursive: true});
	const share = apps.sharer.share(shared, options);
	return {
		...apps, shared, mine, share, key: await share.key(),
	};
}

async function assertEqual(one: string, two: string): Promise<void> {
	assert.deepEqual((await compareFolders(one, two)).differences, []);
}

test('a folder that has everything already is adopted without a byte of content, and serves others when the sharer is gone', {timeout}, async t => {
	const {shared, mine, share, key, receiver, machine, folder} = await sharing(t);
	await share.event('version');
	const adopter = watchedGet(receiver, key, mine);
	const {transferred, files} = await adopter.job.event('received');
	assert.deepEqual([transferred, adopter.blocks(), files], [0, 0, Object.keys(tree).length]);
	assert.deepEqual(adopter.missing(), []);
	await share.stop();
	const third = await machine('third').received(key, `${folder}/third`);
	assert.ok(third.transferred > large.length);
	await assertEqual(shared, `${folder}/third`);
});

test('a folder is adopted while its sharer is still reading', {timeout}, async t => {
	const {shared, mine, share, key, receiver, machine, folder} = await sharing(t);
	const adopter = watchedGet(receiver, key, mine);
	assert.equal((await adopter.job.event('received')).transferred, 0);
	assert.deepEqual(adopter.missing(), []);
	await share.stop();
	await machine('third').received(key, `${folder}/third`);
	await assertEqual(shared, `${folder}/third`);
});

test('of a folder that has some of it only the rest is fetched', {timeout}, async t => {
	const {shared, mine, share, key, receiver, machine, folder} = await sharing(t, {...tree, other});
	await share.event('version');
	await rm(`${mine}/other`);
	await overwrite(`${mine}/d/middle`, 2 * blockSize, 'X');
	await rm(`${mine}/small/0/file 70`);
	const adopter = watchedGet(receiver, key, mine);
	const {transferred} = await adopter.job.event('received');
	assert.ok(transferred >= other.length + middle.length + 630, `${transferred} bytes`);
	assert.ok(transferred <= other.length + middle.length + blockSize, `${transferred} bytes`);
	assert.deepEqual(adopter.missing(), []);
	assert.deepEqual(await readFile(`${mine}/d/middle (2)`), Buffer.from(middle));
	await share.stop();
	await machine('third').received(key, `${folder}/third`);
	await assertEqual(shared, `${folder}/third`);
});

test('a file that is edited between hashing and adopting is not offered, and nobody gets a wrong byte', {timeout}, async t => {
	const {shared, mine, share, key, receiver, machine, folder} = await sharing(t);
	await share.event('version');
	const changes = new EventTarget();
	let isReceived = false;
	const adopter = watchedGet(receiver, key, mine, {
		onEvent(event) {
			if (event.type === 'identical' && event.path === 'large') {
				writeFileSync(`${mine}/large`, random(large.length));
			}

			isReceived ||= event.type === 'received';
			changes.dispatchEvent(new Event('change'));
		},
	});
	await waitFor(changes, 'change', () => isReceived ? true : undefined);
	assert.deepEqual(adopter.missing(), ['large']);
	await share.stop();
	const third = machine('third').get(key, `${folder}/third`);
	await third.event('receiving', ({bytes, totalBytes}) => bytes === totalBytes - large.length);
	await third.stop();
	await machine('fourth').received(key, `${folder}/fourth`, {only: ['d/**', 'small/**', 'odd/**', 'empty']});
	await rm(`${shared}/large`);
	await assertEqual(shared, `${folder}/fourth`);
});

test('a file that is edited after it was adopted is taken back', {timeout}, async t => {
	const {mine, share, key, receiver, machine, folder} = await sharing(t, {large, middle});
	const adopter = watchedGet(receiver, key, mine);
	await adopter.job.event('received');
	await share.stop();
	await overwrite(`${mine}/large`, 7 * blockSize, 'edited');
	const third = machine('third').get(key, `${folder}/third`);
	await third.event('receiving', ({bytes}) => bytes >= middle.length);
	await adopter.until(() => adopter.missing().includes('large'));
	await third.stop();
	assert.deepEqual(await readFile(`${folder}/third/middle`), Buffer.from(middle));
});

test('a peer that answers with false nodes is not believed, and who tells the truth is', {timeout}, async t => {
	let lies = false;
	const {mine, share, key, receiver, machine, folder} = await sharing(t, {large, middle}, {
		onOpen({core}) {
			core.on('peer-add', ({wireData}) => {
				const send = wireData.send.bind(wireData);
				wireData.send = data => {
					const nodes = data.hash?.nodes.map(node => ({...node, hash: Buffer.alloc(32, 1)}));
					send(lies && nodes ? {...data, hash: {...data.hash!, nodes}} : data);
				};
			});
		},
	});
	await share.event('version');
	const honest = machine('honest');
	await honest.received(key, `${folder}/honest`);
	lies = true;
	const adopter = watchedGet(receiver, key, mine);
	assert.equal((await adopter.job.event('received')).transferred, 0);
	assert.deepEqual(adopter.missing(), ['large', 'middle']);
	honest.get(key, `${folder}/honest`, {stay: true});
	await adopter.until(() => adopter.missing().length === 0);
	assert.equal(adopter.blocks(), 0);
});

test('when the data directory is lost after a get, the same get fetches nothing, and serves everything', {timeout}, async t => {
	const {shared, share, key, receiver, machine, folder} = await sharing(t);
	await receiver.received(key, `${folder}/received`);
	const adopter = watchedGet(machine('receiver without a past'), key, `${folder}/received`);
	assert.equal((await adopter.job.event('received')).transferred, 0);
	assert.deepEqual(adopter.missing(), []);
	await share.stop();
	await machine('third').received(key, `${folder}/third`);
	await assertEqual(shared, `${folder}/third`);
});

test('a file that is kept, not picked any more and picked again is offered again', {timeout}, async t => {
	const {share, key, receiver, machine, folder} = await sharing(t);
	await receiver.received(key, `${folder}/received`);
	await receiver.received(key, `${folder}/received`, {only: ['empty']});
	const adopter = watchedGet(receiver, key, `${folder}/received`, {only: ['**']});
	assert.equal((await adopter.job.event('received')).transferred, 0);
	assert.deepEqual([adopter.blocks(), adopter.missing()], [0, []]);
	await share.stop();
	assert.ok((await machine('third').received(key, `${folder}/third`)).transferred > large.length);
});

test('what is adopted still is so after a restart', {timeout}, async t => {
	const {mine, share, key, receiver, machine, folder} = await sharing(t);
	await share.event('version');
	await receiver.received(key, mine);
	await share.stop();
	const adopter = watchedGet(receiver, key, mine);
	await machine('third').received(key, `${folder}/third`);
	assert.deepEqual(adopter.missing(), []);
});
