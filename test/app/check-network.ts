import assert from 'node:assert/strict';
import test from 'node:test';
import {checkNat} from '../../source/app/check-network.ts';

const interfaces: Parameters<typeof checkNat>[1]['interfaces'] = {
	eth0: [{
		address: '192.168.1.2', netmask: '255.255.255.0', family: 'IPv4', mac: '00:00:00:00:00:00', internal: false, cidr: '192.168.1.2/24',
	}],
};

test('who is seen at an address of their own has no router between, and anybody else has one', () => {
	assert.match(checkNat('consistent', {seenAs: '192.168.1.2:49737', interfaces}).finding, /^No router lies between.* 192\.168\.1\.2:49737\.$/v);
	assert.match(checkNat('consistent', {seenAs: '192.168.1.20:49737', interfaces}).finding, /^A router keeps one port/v);
	assert.match(checkNat('random', {seenAs: undefined, interfaces}).finding, /another port for every connection.*\.$/v);
});
