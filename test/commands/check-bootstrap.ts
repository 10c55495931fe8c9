import assert from 'node:assert/strict';
import test from 'node:test';
import {checkBootstrap} from '../../source/commands/check-bootstrap.ts';

test('a DHT node is a host and a port', () => {
	checkBootstrap([], 'get');
	checkBootstrap(['127.0.0.1:1', 'node.example.org:65535', '10.0.0.1@node.example.org:49737'], 'get');
	for (const address of ['', 'host', 'host:', ':1', 'host:0', 'host:65536', 'host:1e3', 'host:-1', 'host:1.5', 'host: 1', 'a:b:1', 'http://host:1']) {
		assert.throws(() => {
			checkBootstrap(['127.0.0.1:1', address], 'get');
		}, {code: 'usage', hint: 'See: ferry get --help'}, address);
	}
});
