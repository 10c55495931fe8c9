import type {Buffer} from 'node:buffer';
import type {Remote} from './outgoing-packet.ts';

/** How a sender reaches the rest of its stream. */
export type SenderPort = {
	/** Puts bytes onto the wire. */
	transmit(bytes: Buffer, remote: Remote): void;
	/** Asks the peer for an acknowledgement. */
	askForState(): void;
	/** The peer has not answered for too long. */
	giveUp(): void;
	/** What each packet says about the other direction. */
	window(): number;
	acknowledgement(): number;
	remote(): Remote;
};
