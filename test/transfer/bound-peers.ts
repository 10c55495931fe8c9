import assert from 'node:assert/strict';
import {once} from 'node:events';
import test, {type TestContext} from 'node:test';
import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import {boundPeers} from '../../source/transfer/bound-peers.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';
import {waitFor} from '../helpers/wait-for.ts';

const most = 2 ** 28;

test('what a peer of a feed may have is noted', async t => {
	const {peer, toCore, other} = await meet(t);
	toCore.wireRange.send({drop: false, start: most - 5, length: 5});
	toCore.wireBitfield.send({start: 32, bitfield: Uint32Array.of(1)});
	// What is answered was asked after it.
	await other.get(0);
	assert.deepEqual([most - 6, most - 5, most - 1, 32, 33].map(block => peer.remoteBitfield.get(block)), [false, true, true, true, false]);
	toCore.wireRange.send({drop: true, start: most - 5, length: 5});
	await other.get(1);
	assert.equal(peer.remoteBitfield.get(most - 5), false);
});

const claims: ReadonlyArray<readonly [what: string, send: (toCore: Peer) => void]> = [
	['a block behind all there may be', ({wireRange}) => {
		wireRange.send({drop: false, start: most, length: 1});
	}],
	['more blocks than a feed may have', ({wireRange}) => {
		wireRange.send({drop: false, start: 1, length: most});
	}],
	['blocks without end', ({wireRange}) => {
		wireRange.send({drop: false, start: 1, length: Number.MAX_SAFE_INTEGER});
	}],
	['bits behind all there may be', ({wireBitfield}) => {
		wireBitfield.send({start: most, bitfield: Uint32Array.of(1)});
	}],
];

for (const [what, send] of claims) {
	test(`a peer that claims ${what} loses its connection, and nothing of it is noted`, async t => {
		const {peer, toCore} = await meet(t);
		const closed = once(peer.stream, 'close').catch(() => undefined);
		send(toCore);
		await closed;
		assert.equal(peer.remoteBitfield.get(most), false);
		assert.equal(peer.remoteBitfield.get(1), false);
	});
}

/** A feed, the peer that it sees, that peer's end of the connection, and its copy. */
async function meet(t: TestContext): Promise<{readonly peer: Peer; readonly toCore: Peer; readonly other: Hypercore}> {
	const core = await memoryFeed(t);
	await core.append([Uint8Array.of(1), Uint8Array.of(2)]);
	const other = await memoryFeed(t, core.key);
	boundPeers(core);
	await connectFeeds(t, core, other);
	const [peer, toCore] = await Promise.all([core, other].map(async feed => waitFor(feed, 'peer-add', () => feed.peers[0])));
	return {peer: peer!, toCore: toCore!, other};
}
