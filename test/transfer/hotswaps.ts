import assert from 'node:assert/strict';
import test from 'node:test';
import type {Peer} from 'hypercore';
import {mostHotswaps} from '../../source/transfer/hotswaps.ts';
import {restPeer} from '../../source/transfer/rest-peer.ts';

const length = 10;
const usual = 256;

test('among peers who all have everything it is as usual', () => {
	const peers = [peer(10, {inflight: 48}), peer(10)];
	assert.equal(mostHotswaps({peers, length}, peers[1]!, usual), usual);
});

test('who receives, too, is asked for nothing twice as long as somebody who has everything is busy', () => {
	const [source, receiver] = [peer(10, {inflight: 48}), peer(3)];
	assert.equal(mostHotswaps({peers: [source, receiver], length}, receiver, usual), 0);
	assert.equal(mostHotswaps({peers: [source, receiver], length}, source, usual), 0);
});

test('when everything has been asked for, blocks are asked for once more', () => {
	const [source, receiver] = [peer(10, {inflight: 47}), peer(3)];
	assert.equal(mostHotswaps({peers: [source, receiver], length}, receiver, usual), 2);
});

test('where nobody has everything, there is nobody to wait for', () => {
	const peers = [peer(9, {inflight: 48}), peer(3)];
	assert.equal(mostHotswaps({peers, length}, peers[1]!, usual), 2);
});

test('one peer that is there by two routes is not asked twice', () => {
	const [fast, slow] = [peer(10), peer(10)];
	restPeer(slow);
	for (const asked of [fast, slow]) {
		assert.equal(mostHotswaps({peers: [fast, slow], length}, asked, usual), 0);
	}
});

function peer(remoteContiguousLength: number, {inflight = 0} = {}): Peer {
	// Of a peer only this is looked at.
	// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
	return {remoteContiguousLength, inflight, getMaxInflight: () => 48} as unknown as Peer;
}
