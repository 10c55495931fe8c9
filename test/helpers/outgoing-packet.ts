import {Buffer} from 'node:buffer';
import type {OutgoingPacket} from '../../source/udx/outgoing-packet.ts';

/** A packet of a stream, without payload unless one is given. */
export function outgoingPacket(sequence: number, more: Partial<OutgoingPacket> = {}): OutgoingPacket {
	return {
		sequence,
		bytes: Buffer.alloc(0),
		payloadSize: 0,
		remote: {
			id: 1, host: '127.0.0.1', port: 1, family: 4,
		},
		probeSize: 0,
		sentAt: 0,
		isLost: false,
		isAcknowledged: false,
		wasSentAgain: false,
		timeouts: 0,
		firstSentAt: 0,
		deliveredAt: 0,
		delivered: 0,
		isSupplyLimited: false,
		previous: undefined,
		next: undefined,
		...more,
	};
}
