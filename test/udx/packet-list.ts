import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type {OutgoingPacket} from '../../source/udx/outgoing-packet.ts';
import {PacketList} from '../../source/udx/packet-list.ts';
import {outgoingPacket} from '../helpers/outgoing-packet.ts';

function numbers(list: PacketList): readonly number[] {
	const found = [];
	for (let packet: OutgoingPacket | undefined = list.first; packet; packet = packet.next) {
		found.push(packet.sequence);
	}

	return found;
}

test('packets stay in the order in which they came, whichever are taken out', () => {
	fc.assert(fc.property(fc.array(fc.nat(9)), steps => {
		const list = new PacketList();
		const packets = Array.from({length: 10}, (_, sequence) => outgoingPacket(sequence));
		let expected: number[] = [];
		for (const sequence of steps) {
			if (expected.includes(sequence)) {
				list.remove(packets[sequence]!);
				expected = expected.filter(each => each !== sequence);
			} else {
				list.push(packets[sequence]!);
				expected.push(sequence);
			}

			assert.deepEqual(numbers(list), expected);
			assert.equal(list.size, expected.length);
		}
	}));
});

test('a packet that was taken out can go into another list', () => {
	const [one, other] = [new PacketList(), new PacketList()];
	const packets = [1, 2, 3].map(sequence => outgoingPacket(sequence));
	for (const packet of packets) {
		one.push(packet);
	}

	one.remove(packets[1]!);
	other.push(packets[1]!);
	assert.deepEqual([numbers(one), numbers(other)], [[1, 3], [2]]);
});
