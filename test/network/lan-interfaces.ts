import assert from 'node:assert/strict';
import type {NetworkInterfaceInfo} from 'node:os';
import test from 'node:test';
import {lanInterfaces} from '../../source/network/lan-interfaces.ts';

const interfaces = {
	lo: [face('127.0.0.1', 'IPv4', true), face('::1', 'IPv6', true)],
	eth0: [face('192.168.1.20', 'IPv4'), face('192.168.1.21', 'IPv4'), face('fe80::20', 'IPv6')],
	wlan0: [face('10.9.8.7', 'IPv4')],
	tun0: [face('fd00::1', 'IPv6')],
};

test('every interface that leads out of this computer is used once', () => {
	assert.deepEqual(lanInterfaces(interfaces, undefined), ['192.168.1.20', '10.9.8.7']);
	assert.deepEqual(lanInterfaces({}, undefined), []);
});

test('or only one, which may be any', () => {
	assert.deepEqual(lanInterfaces(interfaces, '127.0.0.1'), ['127.0.0.1']);
	assert.deepEqual(lanInterfaces(interfaces, '192.168.1.21'), ['192.168.1.21']);
	assert.deepEqual(lanInterfaces(interfaces, '192.0.2.1'), []);
});

function face(address: string, family: 'IPv4' | 'IPv6', internal = false): NetworkInterfaceInfo {
	const common = {
		address, internal, netmask: '', mac: '', cidr: null,
	};
	return family === 'IPv6' ? {...common, family, scopeid: 0} : {...common, family};
}
