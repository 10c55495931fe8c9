import assert from 'node:assert/strict';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';

type Case = {
	readonly large: number;
	readonly small: number;
	/** Of the sharer and of each receiver. */
	readonly limit: readonly string[];
	/** Begin when the sharer has read everything. */
	readonly waits: boolean;
	/** Of what a receiver needs: somebody may be asked for a block that another one is about to send. */
	readonly mostFetched: number;
};

test('five receivers at once pass blocks on to each other, so that the sharer uploads less than three times the size', async t => {
	// As on a real link, where sending is slow: without a limit a sharer is done before its receivers have met.
	await measure(t, {
		large: 48, small: 400, limit: ['--limit-up', '8MB'], waits: true, mostFetched: 1.2,
	});
});

test('so they do as fast as this computer can, from before the sharer has read everything', async t => {
	// With a quarter of it the sharer is done before they have found each other.
	await measure(t, {
		large: 64, small: 25, limit: [], waits: false, mostFetched: 1.5,
	});
});

async function measure(t: TestContext, {
	large, small, limit, waits, mostFetched,
}: Case): Promise<void> {
	const root = await temporaryFolder(t);
	const {bootstrap} = await localTestnet(t);
	const options = {env: {FERRY_BOOTSTRAP: bootstrap.join(',')}};
	const from = path.join(root, 'from');
	const {bytes} = await writeLargeFolder(from, {large, small, smallBytes: 80_000});
	const share = startFerry(t, ['share', from, ...limit, '--json', '--store', path.join(root, 'sharer')], options);
	const {key} = await share.event('announced');
	const sharerId = startFerry(t, ['id', '--json', '--store', path.join(root, 'sharer')]);
	await sharerId.ended;
	const {key: sharer}: {key: string} = JSON.parse(sharerId.stdout);
	await (waits && share.event('version'));

	const places = Array.from({length: 5}, (_, index) => path.join(root, `to ${index}`));
	// Each stays until all are done, as five people would who look at their screens now and then.
	const receivers = places.map((to, index) => startFerry(t, ['get', key, to, '--stay', ...limit, '--json', '--store', path.join(root, `receiver ${index}`)], options));
	const received = await Promise.all(receivers.map(async receiver => receiver.event('received')));

	for (const {transferred, peers} of received) {
		const others = peers.filter(({peer}) => peer !== sharer);
		assert.ok(others.some(({bytes}) => bytes > 0), 'A receiver got everything from the sharer');
		assert.ok(transferred >= bytes && transferred < bytes * mostFetched, `${transferred} bytes were fetched for ${bytes}`);
	}

	share.kill();
	assert.deepEqual(await share.ended, {code: 0, signal: undefined});
	const uploaded = share.events.findLast(event => event.type === 'serving')!.bytes;
	t.diagnostic(`The sharer uploaded ${(uploaded / bytes).toFixed(2)} times the size`);
	assert.ok(uploaded < 3 * bytes);
	for (const to of places) {
		assert.deepEqual((await compareFolders(from, to)).differences, []);
	}

	for (const receiver of receivers) {
		receiver.kill();
		assert.deepEqual(await receiver.ended, {code: 0, signal: undefined});
	}
}
