import assert from 'node:assert/strict';
import test from 'node:test';
import {plainHost} from '../../source/base/plain-host.ts';

test('an address of IPv4 is told as such', () => {
	assert.deepEqual(['::ffff:192.0.2.1', '192.0.2.1', '::FFFF:1.2.3.4', '2001:db8::1'].map(host => plainHost(host)), ['192.0.2.1', '192.0.2.1', '1.2.3.4', '2001:db8::1']);
});
