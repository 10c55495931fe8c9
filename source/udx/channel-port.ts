import type {Buffer} from 'node:buffer';
import type {Remote} from './outgoing-packet.ts';

/** What a channel needs, and whom it tells. */
export type ChannelPort = {
	transmit(bytes: Buffer, remote: Remote): void;
	/** How many bytes that were delivered have not been read. */
	unread(): number;
	onData(payload: Buffer): void;
	onEnd(): void;
	onMessage(payload: Buffer): void;
	/** There is room again. */
	onDrain(): void;
	/** More of what was written has arrived, without gaps. */
	onSettled(bytes: number): void;
	/** What went to the old remote has arrived. */
	onRemoteChanged(): void;
	/** Nothing comes any more. */
	onClose(reason: CloseReason): void;
};

export type CloseReason = 'ended' | 'destroyed' | 'reset' | 'timed-out';
