import type {Buffer} from 'node:buffer';
import {Duplex, type DuplexEvents} from 'streamx';
import type {Channel} from './channel.ts';
import {Traffic} from './traffic.ts';

const states = ['startup', 'drain', 'probe-bandwidth', 'probe-round-trip'] as const;

type MeasuredStreamEvents = DuplexEvents & {
	connect: [];
	'remote-changed': [];
	message: [message: Buffer];
};

/** A stream that tells how it is doing, under the names that users of udx-native look for. */
export abstract class MeasuredStream extends Duplex<MeasuredStreamEvents> {
	protected readonly traffic = new Traffic();
	protected abstract readonly channel: Channel;

	/** Says that nothing more is written, after one last thing perhaps. */
	override end(data?: unknown): this {
		return super.end(data);
	}

	/** The largest packet that is known to arrive, with all headers. */
	get mtu(): number {
		return this.channel.sender.outbox.mtu.mtu;
	}

	/** Milliseconds to the peer and back, smoothed; 0 as long as it is not known. */
	get rtt(): number {
		return Math.round(this.channel.sender.path.roundTrip.smoothed ?? 0);
	}

	/** How many packets may be on their way. */
	get cwnd(): number {
		return this.channel.sender.path.congestion.window;
	}

	/** Bytes on their way. */
	get inflight(): number {
		return this.channel.sender.outbox.inFlightBytes;
	}

	get rtoCount(): number {
		return this.channel.sender.timeouts;
	}

	get retransmits(): number {
		return this.channel.sender.retransmissions;
	}

	get fastRecoveries(): number {
		return this.channel.sender.recoveries;
	}

	get bbrState(): number {
		return states.indexOf(this.channel.sender.path.congestion.state);
	}

	/** Bytes per second. */
	get bbrBandwidth(): number {
		const {path, outbox} = this.channel.sender;
		return Math.round(path.congestion.bandwidth * 1000 * outbox.mtu.mtu);
	}

	get bytesTransmitted(): number {
		return this.traffic.bytesTransmitted;
	}

	get packetsTransmitted(): number {
		return this.traffic.packetsTransmitted;
	}

	get bytesReceived(): number {
		return this.traffic.bytesReceived;
	}

	get packetsReceived(): number {
		return this.traffic.packetsReceived;
	}
}
