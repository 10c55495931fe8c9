import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {pipeline} from 'node:stream/promises';
import test, {type TestContext} from 'node:test';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {isPartName} from '../../source/base/relative-path.ts';
import {FolderChanges} from '../helpers/folder-changes.ts';
import {type Ferry, startFerry} from '../helpers/run-ferry.ts';
import {SeededRandom} from '../helpers/seeded-random.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {type LargeFolder, writeLargeFolder} from '../helpers/write-large-folder.ts';

const mebibyte = 1024 * 1024;
const kills = 20;
/** What a kill may cost: so much is fetched again at most. */
const mostAgain = 32 * mebibyte;
/** One receiver makes about 6,000 changes to its folder, for 150 MB in all. */
const mixed: LargeFolder = {large: 100, small: 1000, smallBytes: 100_000};

test('a receiver that is killed at 20 random moments goes on each time and ends with the same folder', async t => {
	const source = await prepare(t, mixed);
	const share = source.share();
	const {key} = await share.event('announced');
	await share.event('version');
	let killed = 0;
	let again = 0;
	while (killed < kills) {
		const destination = source.destination();
		const before = killed === 0 ? 0 : await uploadedBy(share);
		const killedBefore = killed;
		let isReceived = false;
		while (!isReceived && killed < kills) {
			const get = destination.get(key);
			// Sometimes several runs end before much has come, sometimes one gets far.
			const moment = source.random.integer(1, source.random.pick([5, 100, 500, 1500]));
			await Promise.race([destination.changes.more(moment), get.ended]);
			get.kill('SIGKILL');
			const {signal} = await get.ended;
			isReceived = signal !== 'SIGKILL' || get.events.some(({type}) => type === 'received');
			killed += isReceived ? 0 : 1;
			await destination.checkNothingHalf();
		}

		const last = destination.get(key);
		assert.deepEqual(await last.ended, {code: 0, signal: undefined}, last.stdout);
		await destination.checkSame();
		const extra = await uploadedBy(share) - before - source.bytes;
		assert.ok(extra <= (killed - killedBefore) * mostAgain, `${extra} bytes were sent again after ${killed - killedBefore} kills`);
		again += extra;
	}

	t.diagnostic(`${kills} kills, after which ${inMebibytes(again)} MiB were sent again`);
});

test('a file is whole also when the receiver is killed while it copies it from one with the same content', async t => {
	const source = await prepare(t, {
		large: 60, small: 10, smallBytes: 1000, hasTwin: true,
	});
	const share = source.share();
	const {key} = await share.event('announced');
	await share.event('version');
	for (let killed = 0; killed < 10;) {
		const destination = source.destination();
		assert.deepEqual(await destination.get(key, '--only', 'large').ended, {code: 0, signal: undefined});
		let isReceived = false;
		while (!isReceived) {
			const get = destination.get(key, '--only', '**');
			await Promise.race([destination.changes.more(source.random.integer(1, 250)), get.ended]);
			get.kill('SIGKILL');
			const {signal} = await get.ended;
			isReceived = signal !== 'SIGKILL';
			killed += isReceived ? 0 : 1;
			await destination.checkNothingHalf();
		}

		await destination.checkSame();
	}
});

test('a receiver goes on by itself while its sharer is killed at 20 random moments', async t => {
	const source = await prepare(t, mixed);
	let destination = source.destination();
	let get: Ferry | undefined;
	let key = '';
	let share: Ferry;
	let again = 0;
	let killsHere = 0;
	const checkReceived = async (get: Ferry): Promise<void> => {
		assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stdout);
		await destination.checkSame();
		const extra = transferredTo(get) - source.bytes;
		assert.ok(extra <= killsHere * mostAgain, `${extra} bytes were fetched again after ${killsHere} kills`);
		again += extra;
		killsHere = 0;
	};

	for (let killed = 0; killed < kills; killed++) {
		share = source.share();
		({key} = await share.event('feed'));
		if (get?.events.some(({type}) => type === 'received')) {
			await checkReceived(get);
			destination = source.destination();
			get = undefined;
		}

		get ??= destination.get(key);
		const moment = source.random.pick(['scanned', 'reading', 'changes', 'changes', 'changes'] as const);
		await (moment === 'changes'
			? Promise.race([destination.changes.more(source.random.integer(1, 600)), get.ended])
			: share.event(moment));
		share.kill('SIGKILL');
		await share.ended;
		killsHere++;
		await destination.checkNothingHalf();
	}

	share = source.share();
	await checkReceived(get!);
	t.diagnostic(`${kills} kills, after which ${inMebibytes(again)} MiB were fetched again`);
	share.kill();
	assert.deepEqual(await share.ended, {code: 0, signal: undefined});
});

test('a receiver that is stopped with Ctrl-C exits with 130, and the same command fetches the rest', async t => {
	const source = await prepare(t, mixed);
	const share = source.share();
	const {key} = await share.event('announced');
	const destination = source.destination();
	const first = destination.get(key);
	const {bytes} = await first.event('receiving', ({bytes}) => bytes > source.bytes / 2);
	first.kill('SIGINT');
	assert.deepEqual(await first.ended, {code: 130, signal: undefined});
	await destination.checkNothingHalf();

	const second = destination.get(key);
	const {transferred} = await second.event('received');
	assert.deepEqual(await second.ended, {code: 0, signal: undefined});
	assert.ok(transferred <= source.bytes - bytes + mostAgain, `${transferred} bytes were fetched after ${bytes} were here`);
	t.diagnostic(`${inMebibytes(bytes + transferred - source.bytes)} MiB were fetched again`);
	await destination.checkSame();
});

test('a sharer that is stopped with Ctrl-C while it reads exits with 130, and goes on with the same key', async t => {
	const source = await prepare(t, mixed);
	const first = source.share();
	const {key} = await first.event('feed');
	const get = source.destination().get(key);
	await first.event('reading', ({bytes}) => bytes > 0);
	first.kill('SIGINT');
	assert.deepEqual(await first.ended, {code: 130, signal: undefined});

	const second = source.share();
	assert.equal((await second.event('feed')).key, key);
	assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stdout);
	second.kill('SIGINT');
	assert.deepEqual(await second.ended, {code: 0, signal: undefined});
});

test('a receiver of very little is killed after each of its steps, and ends with the same folder', async t => {
	const source = await prepare(t, {large: 0, small: 3, smallBytes: 100});
	const share = source.share();
	const {key} = await share.event('announced');
	await share.event('version');
	for (let step = 1; ; step++) {
		const destination = source.destination();
		const get = destination.get(key);
		await Promise.race([destination.changes.more(step), get.ended]);
		get.kill('SIGKILL');
		const {signal} = await get.ended;
		await destination.checkNothingHalf();

		const again = destination.get(key);
		assert.deepEqual(await again.ended, {code: 0, signal: undefined}, again.stdout);
		await destination.checkSame();
		if (signal !== 'SIGKILL') {
			t.diagnostic(`${step - 1} steps`);
			return;
		}
	}
});

type Destination = {
	readonly changes: FolderChanges;
	readonly get: (key: string, ...options: readonly string[]) => Ferry;
	/** What stands under a real name has that file's content. */
	readonly checkNothingHalf: () => Promise<void>;
	/** Both folders are the same, and nothing is left over. */
	readonly checkSame: () => Promise<void>;
};

type Source = {
	readonly bytes: number;
	readonly random: SeededRandom;
	readonly share: () => Ferry;
	/** A place and a data directory that are new. */
	readonly destination: () => Destination;
};

async function prepare(t: TestContext, folder: LargeFolder): Promise<Source> {
	const random = new SeededRandom();
	t.diagnostic(`FERRY_TEST_SEED=${random.seed}`);
	const root = await temporaryFolder(t);
	const {bootstrap} = await localTestnet(t);
	const options = {env: {FERRY_BOOTSTRAP: bootstrap.join(',')}};
	const from = path.join(root, 'from');
	const {bytes, hashes} = await writeLargeFolder(from, folder);
	let destinations = 0;
	return {
		bytes,
		random,
		share: () => startFerry(t, ['share', from, '--json', '--store', path.join(root, 'sharer')], options),
		destination() {
			destinations++;
			const to = path.join(root, `to ${destinations}`);
			const store = path.join(root, `receiver ${destinations}`);
			return {
				changes: new FolderChanges(t, to),
				get: (key, ...more) => startFerry(t, ['get', key, to, '--json', '--store', store, ...more], options),
				async checkNothingHalf() {
					for (const name of await readdir(to)) {
						assert.ok(isPartName(name) || await hashOf(path.join(to, name)) === hashes.get(name), `${name} is not what it should be`);
					}
				},
				async checkSame() {
					assert.deepEqual((await compareFolders(from, to)).differences, []);
				},
			};
		},
	};
}

async function hashOf(place: string): Promise<string> {
	const hash = createHash('sha256');
	await pipeline(createReadStream(place), hash);
	return hash.digest('hex');
}

/** What a sharer has sent when it says so the next time: it does while its speed falls. */
async function uploadedBy(share: Ferry): Promise<number> {
	// Nothing is said any more once nothing moves: what was said last may be all there is.
	const {bytes} = await share.event('serving', event => event.bytesPerSecond === 0 && event === share.events.findLast(({type}) => type === 'serving'));
	return bytes;
}

function transferredTo(get: Ferry): number {
	return get.events.findLast(event => event.type === 'received')!.transferred;
}

function inMebibytes(bytes: number): string {
	return (bytes / mebibyte).toFixed(1);
}
