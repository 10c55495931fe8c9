import type {LanMode} from '../network/lan-mode.ts';

/** Which ways to peers are looked at: those that are used. */
export type CheckedWays = {
	/** `host:port` of the DHT nodes to start from; undefined for the public ones. */
	readonly bootstrap: readonly string[] | undefined;
	/** Whether the local network is looked at too, or alone: then nothing is asked of a DHT. */
	readonly lan: LanMode;
	readonly tcp: boolean;
	/** The address of the only interface for the local network; undefined: all. */
	readonly lanInterface: string | undefined;
	/** The key of a relay to go through where there is no direct way, 32 bytes. */
	readonly relayThrough: Uint8Array | undefined;
};
