import assert from 'node:assert/strict';
import test from 'node:test';
import type {RawStream} from '@hyperswarm/secret-stream';
import {routeOf} from '../../source/transfer/route-of.ts';

test('whoever is alone at an address is connected directly', () => {
	const [peer] = streams('192.0.2.1:1', '192.0.2.1:2', '192.0.2.2:1');
	assert.equal(routeOf(peer!), 'udp');
});

test('what leads to an address to which another connection leads too is relayed', () => {
	const [peer, other, relay] = streams('192.0.2.1:1', '192.0.2.1:1', '192.0.2.1:1');
	assert.deepEqual([peer!, other!, relay!].map(stream => routeOf(stream)), ['relayed', 'relayed', 'relayed']);
});

test('another socket is another place', () => {
	const [peer] = streams('192.0.2.1:1');
	streams('192.0.2.1:1');
	assert.equal(routeOf(peer!), 'udp');
});

test('what is no stream of UDX goes over TCP', () => {
	assert.equal(routeOf(stream('192.0.2.1:1')), 'tcp');
});

function stream(address: string): RawStream {
	const [remoteHost, port] = address.split(':');
	return {remoteHost: remoteHost!, remotePort: Number(port), destroy: () => undefined};
}

/** Connections of one socket. */
function streams(...addresses: readonly string[]): RawStream[] {
	const socket = {streams: new Set<RawStream>()};
	for (const address of addresses) {
		socket.streams.add({...stream(address), socket});
	}

	return [...socket.streams];
}
