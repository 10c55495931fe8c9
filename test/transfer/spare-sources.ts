import assert from 'node:assert/strict';
import test from 'node:test';
import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import {spareSources} from '../../source/transfer/spare-sources.ts';

type FakePeer = Pick<Peer, 'remoteLength' | 'remoteContiguousLength' | 'inflightRange'>;

test('a peer that has everything is asked as usual while nobody else receives', () => {
	const source = peer(10, 10);
	spare(source);
	assert.deepEqual(source.inflightRange, [16, 512]);
});

test('receivers share what one alone would ask of a peer that has everything', () => {
	const source = peer(10, 10);
	const others = [peer(10, 0), peer(10, 3), peer(10, 9)];
	spare(source, ...others);
	assert.deepEqual(source.inflightRange, [4, 128]);
	for (const {inflightRange} of others) {
		assert.deepEqual(inflightRange, [16, 512]);
	}
});

test('however many receive, a peer that has everything always has a next request', () => {
	const source = peer(10, 10);
	spare(source, ...Array.from({length: 1000}, () => peer(10, 0)));
	assert.deepEqual(source.inflightRange, [2, 2]);
});

test('a peer of which nothing is known yet counts neither way', () => {
	const source = peer(10, 10);
	spare(source, peer(0, 0));
	assert.deepEqual(source.inflightRange, [16, 512]);
});

function peer(remoteLength: number, remoteContiguousLength: number): FakePeer {
	return {remoteLength, remoteContiguousLength, inflightRange: [16, 512]};
}

function spare(...peers: readonly FakePeer[]): void {
	// Of a Hypercore only this is looked at.
	// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
	spareSources({length: 10, peers} as unknown as Hypercore);
}
