import assert from 'node:assert/strict';
import test from 'node:test';
import {bindAddress} from '../../source/network/bind-address.ts';

const everywhere = '0.0.0.0';

const table: ReadonlyArray<readonly [bootstrap: readonly string[], address: string]> = [
	[['127.0.0.1:49737'], '127.0.0.1'],
	[['localhost:1'], '127.0.0.1'],
	[['127.0.0.1:1', '127.9.8.7:2', 'localhost:3'], '127.0.0.1'],
	[[], everywhere],
	[['192.168.1.2:49737'], everywhere],
	[['127.0.0.1:1', 'dht.example.org:49737'], everywhere],
	[['127.0.0.1.example.org:49737'], everywhere],
	[['localhost.example.org:49737'], everywhere],
	[['127.0.0.1'], everywhere],
	[['1127.0.0.1:1'], everywhere],
	[['0.0.0.0:1'], everywhere],
];

for (const [bootstrap, address] of table) {
	test(`with ${bootstrap.join(' and ') || 'no node'} to start from, a node binds to ${address}`, () => {
		assert.equal(bindAddress(bootstrap), address);
	});
}
