import assert from 'node:assert/strict';
import test from 'node:test';
import {probeMulticast} from '../../source/network/probe-multicast.ts';

test('multicast works on an interface where what is sent to everybody comes back', async () => {
	assert.equal(await probeMulticast('127.0.0.1'), true);
});

test('it does not at an address that no interface has', async () => {
	assert.equal(await probeMulticast('192.0.2.1'), false);
});
