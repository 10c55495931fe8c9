import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import {preferRoutes} from '../../source/transfer/prefer-routes.ts';
import {isResting, peersOf} from '../../source/transfer/rest-peer.ts';
import type {Route} from '../../source/transfer/route-of.ts';

test('of one peer only the fastest route is asked', () => {
	const feed = new Feed();
	const udp = feed.add('a', 'udp');
	assert.equal(isResting(udp), false);
	const tcp = feed.add('a', 'tcp');
	assert.deepEqual([udp, tcp].map(peer => isResting(peer)), [true, false]);
	assert.equal(udp.getMaxInflight(), 0);
	assert.deepEqual(peersOf(feed), [tcp]);
});

test('a slower route that comes later rests at once', () => {
	const feed = new Feed();
	feed.add('a', 'tcp');
	assert.equal(isResting(feed.add('a', 'udp')), true);
});

test('when the fastest route breaks, the next one is asked again', () => {
	const feed = new Feed();
	const udp = feed.add('a', 'udp');
	feed.remove(feed.add('a', 'tcp'));
	assert.equal(isResting(udp), false);
	assert.equal(udp.getMaxInflight(), 16);
	assert.equal(feed.updates, 1);
});

test('of two connections of one kind the older one stays', () => {
	const feed = new Feed();
	const [first, second] = [feed.add('a', 'tcp'), feed.add('a', 'tcp')];
	assert.deepEqual([first, second].map(peer => isResting(peer)), [false, true]);
});

test('different peers don’t keep each other from being asked', () => {
	const feed = new Feed();
	const peers = [feed.add('a', 'udp'), feed.add('b', 'tcp'), feed.add('c', 'relayed')];
	assert.deepEqual(peersOf(feed), peers);
});

/** Connections of one socket that lead to one address are relayed. */
const relay = {streams: new Set<{remoteHost: string; remotePort: number}>([{remoteHost: '192.0.2.9', remotePort: 1}])};

class ConnectedPeer {
	readonly remotePublicKey: Uint8Array;
	readonly stream;

	constructor(name: string, route: Route) {
		this.remotePublicKey = Buffer.alloc(32, name);
		const rawStream = {remoteHost: '192.0.2.9', remotePort: 1};
		this.stream = {rawStream: route === 'tcp' ? rawStream : {...rawStream, socket: route === 'udp' ? {streams: new Set()} : relay}};
	}

	getMaxInflight(): number {
		return 16;
	}
}

/** As much of a Hypercore as is looked at. */
// eslint-disable-next-line unicorn/prefer-event-target -- As Hypercore is.
class Feed extends EventEmitter {
	readonly peers: Peer[] = [];
	updates = 0;
	readonly core = {
		replicator: {
			updateAll: () => {
				this.updates++;
			},
		},
	};

	constructor() {
		super();
		// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
		preferRoutes(this as unknown as Hypercore);
	}

	add(name: string, route: Route): Peer {
		// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
		const peer = new ConnectedPeer(name, route) as unknown as Peer;
		this.peers.push(peer);
		this.emit('peer-add', peer);
		return peer;
	}

	remove(peer: Peer): void {
		this.peers.splice(this.peers.indexOf(peer), 1);
		this.emit('peer-remove', peer);
	}
}
