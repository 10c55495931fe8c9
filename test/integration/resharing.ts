import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {readFile, rm} from 'node:fs/promises';
import {test} from 'node:test';
import type {Peer} from 'hypercore';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {defaultBlockSize as blockSize} from '../../source/feed/limits.ts';
import {overwrite} from '../helpers/overwrite.ts';
import {twoApps} from '../helpers/two-apps.ts';
import {watchedGet} from '../helpers/watched-get.ts';
import {writeTree} from '../helpers/write-tree.ts';

const timeout = 60_000;
const random = pseudoRandomBytes('resharing');
const thirds = ['one', 'two', 'three'] as const;

test('when the sharer leaves for ever and each of three receivers has another third of the blocks, they complete each other', {timeout}, async t => {
	const {folder, sharer, machine} = await twoApps(t);
	const files = Object.fromEntries(thirds.map(name => [name, random(20 * blockSize)]));
	await writeTree(`${folder}/shared`, files);
	const share = sharer.share(`${folder}/shared`);
	const key = await share.key();
	await share.event('version');
	const machines = thirds.map(name => machine(name));
	for (const [index, name] of thirds.entries()) {
		const {transferred} = await machines[index]!.received(key, `${folder}/${name}`, {only: [name]});
		assert.equal(transferred, 20 * blockSize);
	}

	await share.stop();
	await rm(`${folder}/shared`, {recursive: true});
	const receivers = thirds.map((name, index) => watchedGet(machines[index]!, key, `${folder}/${name}`, {only: ['**']}));
	for (const [index, {job, blocks}] of receivers.entries()) {
		const {transferred} = await job.event('received');
		assert.deepEqual([transferred, blocks()], [40 * blockSize, 40]);
		for (const name of thirds) {
			assert.deepEqual(await readFile(`${folder}/${thirds[index]!}/${name}`), Buffer.from(files[name]!));
		}
	}
});

test('when a received file is edited, others are told that its blocks are gone, and get them elsewhere', {timeout}, async t => {
	const {folder, sharer, machine} = await twoApps(t);
	const large = random(18 * blockSize);
	await writeTree(`${folder}/shared`, {large, small: 'small'});
	const share = sharer.share(`${folder}/shared`);
	const key = await share.key();
	const first = watchedGet(machine('first'), key, `${folder}/first`);
	await first.job.event('received');
	const before = first.here();
	await share.stop();
	await overwrite(`${folder}/first/large`, 9 * blockSize, 'edited');

	const second = watchedGet(machine('second'), key, `${folder}/second`);
	const goneOf = (): number[] => before.filter(block => !first.here().includes(block));
	await first.until(() => goneOf().length === 18);
	const gone = goneOf();
	assert.equal(first.here().length, 1, 'the small file is still offered');
	const has = ({remoteContiguousLength, remoteBitfield}: Peer, block: number): boolean => block < remoteContiguousLength || remoteBitfield.get(block);
	await second.until(({peers}) => peers.length > 0 && peers.every(peer => !gone.some(block => has(peer, block))));
	await second.until(() => second.here().length > 0);
	assert.deepEqual(second.missing(), ['large']);

	sharer.share(`${folder}/shared`);
	const {transferred, peers} = await second.job.event('received');
	assert.equal(transferred, large.length + 5);
	assert.ok(peers.some(({bytes}) => bytes >= large.length), 'all of the large file came from the one who has it');
	assert.deepEqual(await readFile(`${folder}/second/large`), Buffer.from(large));
});
