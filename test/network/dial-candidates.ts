import assert from 'node:assert/strict';
import type {NetworkInterfaceInfo} from 'node:os';
import test from 'node:test';
import {dialCandidates, offeredAddresses} from '../../source/network/dial-candidates.ts';

const interfaces = {
	lo: [face('127.0.0.1/8', true), face('::1/128', true)],
	eth0: [face('192.168.1.20/24'), face('2001:db8:1::20/64'), face('fe80::20/64')],
	wlan0: [face('10.9.8.7/16')],
};

const cases: ReadonlyArray<{readonly title: string; readonly seenAt?: string; readonly addresses?: readonly string[]; readonly port?: number; readonly hosts: readonly string[]}> = [
	{title: 'the address that the peer is connected from is dialled, wherever it is', seenAt: '203.0.113.5', hosts: ['203.0.113.5']},
	{
		title: 'so is one that it names in a subnet of ours', seenAt: '203.0.113.5', addresses: ['192.168.1.77'], hosts: ['203.0.113.5', '192.168.1.77'],
	},
	{
		title: 'also of IPv6', seenAt: '192.168.1.77', addresses: ['2001:db8:1::77'], hosts: ['192.168.1.77', '2001:db8:1::77'],
	},
	{
		title: 'addresses of others are not', seenAt: '203.0.113.5', addresses: ['203.0.113.6', '192.168.2.1', '2001:db8:2::1', '10.10.0.1'], hosts: ['203.0.113.5'],
	},
	{
		title: 'nor is loopback, unless the peer is there', seenAt: '203.0.113.5', addresses: ['127.0.0.1', '::1', '::ffff:127.0.0.1'], hosts: ['203.0.113.5'],
	},
	{title: 'a peer on this computer is dialled here', seenAt: '127.0.0.1', hosts: ['127.0.0.1']},
	{
		title: 'an address of IPv4 in the notation of IPv6 is the same one', seenAt: '::ffff:192.168.1.77', addresses: ['192.168.1.77'], hosts: ['192.168.1.77'],
	},
	{title: 'where a relay is spoken to, only neighbours are dialled', addresses: ['192.168.1.77', '203.0.113.9'], hosts: ['192.168.1.77']},
	{
		title: 'what is no address is nothing', seenAt: 'example.org', addresses: ['localhost', '', '192.168.1', '192.168.1.1:80', '192.168.001.001'], hosts: [],
	},
	{
		title: 'nobody’s and everybody’s addresses are not dialled', seenAt: '0.0.0.0', addresses: ['224.0.0.251', '255.255.255.255', 'ff02::fb', '::'], hosts: [],
	},
	{
		title: 'of many addresses few are tried', seenAt: '192.168.1.1',
		addresses: Array.from({length: 16}, (_, index) => `10.9.0.${index + 1}`), hosts: ['192.168.1.1', '10.9.0.1', '10.9.0.2', '10.9.0.3'],
	},
	{
		title: 'where a computer names many, those in the subnet where it is seen come first', seenAt: '192.168.1.77',
		addresses: [...Array.from({length: 8}, (_, index) => `10.9.0.${index + 1}`), '192.168.1.78'], hosts: ['192.168.1.77', '192.168.1.78', '10.9.0.1', '10.9.0.2'],
	},
	{
		title: 'what it names and is our own address is another one of the same number', seenAt: '203.0.113.5', addresses: ['10.9.8.7', '10.9.8.8'], hosts: ['203.0.113.5', '10.9.8.8'],
	},
	{
		title: 'without a port there is nowhere to dial', seenAt: '203.0.113.5', port: 0, hosts: [],
	},
	{
		title: 'a port that can’t be is none', seenAt: '203.0.113.5', port: 65_536, hosts: [],
	},
];

for (const {title, seenAt, addresses = [], port = 4000, hosts} of cases) {
	test(title, () => {
		assert.deepEqual(dialCandidates({seenAt, offer: {port, addresses}, interfaces}), hosts.map(host => ({host, port})));
	});
}

test('the addresses of this computer are told but for those that are of no use to others', () => {
	assert.deepEqual(offeredAddresses(interfaces), ['192.168.1.20', '2001:db8:1::20', '10.9.8.7']);
});

function face(cidr: string, internal = false): NetworkInterfaceInfo {
	const [address] = cidr.split('/');
	const common = {
		address: address!, cidr, internal, netmask: '', mac: '',
	};
	return address!.includes(':') ? {...common, family: 'IPv6', scopeid: 0} : {...common, family: 'IPv4'};
}
