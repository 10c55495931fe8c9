import assert from 'node:assert/strict';
import test from 'node:test';
import {probeDht} from '../../source/network/probe-dht.ts';
import {localTestnet} from '../helpers/testnet.ts';

test('a DHT that answers is found, with the nodes in it', async t => {
	const {bootstrap} = await localTestnet(t);
	const {nodes, seenAs} = await probeDht(bootstrap, t.signal);
	assert.ok(nodes > 0);
	assert.match(seenAs ?? '127.0.0.1:1', /^127\.0\.0\.1:\d+$/v);
});

test('a DHT that does not answer has no nodes, and says nothing of the NAT', async t => {
	const {nodes, nat, seenAs} = await probeDht(['127.0.0.1:1'], t.signal);
	assert.deepEqual({nodes, nat, seenAs}, {nodes: 0, nat: 'unknown', seenAs: undefined});
});

test('looking for a DHT ends when it is called off', async () => {
	await assert.rejects(probeDht(['127.0.0.1:1'], AbortSignal.abort()), {name: 'AbortError'});
});
