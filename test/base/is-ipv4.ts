import assert from 'node:assert/strict';
import {isIPv4} from 'node:net';
import test from 'node:test';
import {isIpv4} from '../../source/base/is-ipv4.ts';

test('an address of IPv4 is one, and nothing else is', () => {
	for (const address of ['0.0.0.0', '127.0.0.1', '192.168.1.10', '255.255.255.255', '9.99.199.249']) {
		assert.ok(isIpv4(address), address);
	}

	for (const other of ['', '1', '1.2.3', '1.2.3.', '1.2.3.4.', '1.2.3.4.5', '256.1.1.1', '1.1.1.300', '01.2.3.4', '::1', '::ffff:1.2.3.4', 'localhost', '1.2.3.4:5', ' 1.2.3.4', '1.2.3.4\n']) {
		assert.ok(!isIpv4(other), other);
		assert.ok(!isIPv4(other), other);
	}
});
