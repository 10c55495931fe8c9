import assert from 'node:assert/strict';
import test from 'node:test';
import {type NatKind, natKind, type SeenFromOutside} from '../../source/network/nat-kind.ts';

const host = '192.0.2.1';

const table: ReadonlyArray<readonly [title: string, seen: SeenFromOutside, kind: NatKind]> = [
	['nobody has said what they see', {
		host: null, port: 0, firewalled: true, randomized: false,
	}, 'unknown'],
	['nobody has said what they see, whatever else is set', {
		host: null, port: 1, firewalled: false, randomized: true,
	}, 'unknown'],
	['others get through unasked', {
		host, port: 49_737, firewalled: false, randomized: false,
	}, 'open'],
	['all see the same port', {
		host, port: 49_737, firewalled: true, randomized: false,
	}, 'consistent'],
	['each sees another port', {
		host, port: 0, firewalled: true, randomized: true,
	}, 'random'],
	['too few have named a port', {
		host, port: 0, firewalled: true, randomized: false,
	}, 'unknown'],
];

for (const [title, seen, kind] of table) {
	test(`when ${title}, the NAT is ${kind}`, () => {
		assert.equal(natKind(seen), kind);
	});
}
