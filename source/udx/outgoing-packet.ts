import type {Buffer} from 'node:buffer';

/** Where packets of a stream go, and the number that it has there. */
export type Remote = {
	readonly id: number;
	readonly host: string;
	readonly port: number;
	readonly family: number;
};

/** A packet that has a place in the order, from when it is made until everything up to it is acknowledged. */
export type OutgoingPacket = {
	readonly sequence: number;
	/** Header and payload, without padding. */
	readonly bytes: Buffer;
	/** How many bytes of what was written it carries. */
	readonly payloadSize: number;
	/** Where it goes, also when it is sent again: perhaps only the old remote is waiting for it. */
	readonly remote: Remote;
	/** With all headers, when it was last sent as a probe; otherwise 0. */
	probeSize: number;
	sentAt: number;
	isLost: boolean;
	isAcknowledged: boolean;
	wasSentAgain: boolean;
	/** How often everything stood still because of it. */
	timeouts: number;
	/** The rate when it was sent: see DeliveryRate. */
	firstSentAt: number;
	deliveredAt: number;
	delivered: number;
	isSupplyLimited: boolean;
	/** Its neighbours in a PacketList. */
	previous: OutgoingPacket | undefined;
	next: OutgoingPacket | undefined;
};
