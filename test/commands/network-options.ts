import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {networkOptions} from '../../source/commands/network-options.ts';

const none = {
	bootstrap: [], store: undefined, tcp: true, lan: true, lanOnly: false, relayThrough: undefined,
};

test('a DHT node is a host and a port', () => {
	const bootstrap = ['127.0.0.1:1', 'node.example.org:65535', '10.0.0.1@node.example.org:49737'];
	assert.deepEqual(networkOptions({...none, bootstrap}, 'get'), {store: undefined, bootstrap});
	for (const address of ['', 'host', 'host:', ':1', 'host:0', 'host:65536', 'host:1e3', 'host:-1', 'host:1.5', 'host: 1', 'a:b:1', 'http://host:1']) {
		assert.throws(() => {
			networkOptions({...none, bootstrap: ['127.0.0.1:1', address]}, 'get');
		}, {code: 'usage', hint: 'See: ferry get --help'}, address);
	}
});

test('what is not said is left to ferry, and what is said is taken over', () => {
	assert.deepEqual(networkOptions({...none, store: 'here'}, 'get'), {store: 'here', bootstrap: []});
	assert.deepEqual(networkOptions({...none, tcp: false}, 'get'), {store: undefined, bootstrap: [], tcp: false});
	assert.deepEqual(networkOptions({...none, lan: false}, 'get'), {store: undefined, bootstrap: [], lan: 'off'});
	assert.deepEqual(networkOptions({...none, limitDown: '1k'}, 'get'), {store: undefined, bootstrap: [], limits: {upload: undefined, download: 1000}});
	assert.deepEqual(networkOptions({...none, lanOnly: true}, 'get'), {store: undefined, bootstrap: [], lan: 'only'});
});

test('a relay is a key', () => {
	const key = 'ab'.repeat(32);
	assert.deepEqual(networkOptions({...none, relayThrough: key}, 'get'), {store: undefined, bootstrap: [], relayThrough: Buffer.from(key, 'hex')});
	for (const wrong of ['', 'ab', 'xy'.repeat(32), `${key}0`]) {
		assert.throws(() => networkOptions({...none, relayThrough: wrong}, 'get'), {code: 'usage'});
	}
});

test('the local network alone goes without a DHT, and with TCP', () => {
	for (const wrong of [{lan: false}, {tcp: false}, {bootstrap: ['127.0.0.1:1']}]) {
		assert.throws(() => {
			networkOptions({...none, lanOnly: true, ...wrong}, 'share');
		}, {code: 'usage', hint: 'See: ferry share --help'});
	}
});
