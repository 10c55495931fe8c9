declare module 'multicast-dns' {
	import type {EventEmitter} from 'node:events';

	export type TextRecord = {readonly name: string; readonly type: 'TXT'; readonly ttl?: number; readonly data: unknown};

	export type Packet = {
		readonly type: 'query' | 'response';
		readonly answers: readonly unknown[];
		readonly additionals: readonly unknown[];
	};

	export type Options = {
		/** The address of the interface to send from and to listen at. */
		readonly interface?: string;
		/** The address to bind to. */
		readonly bind?: string;
		/** Whether what is sent is heard on this computer too. */
		readonly loopback?: boolean;
		readonly ttl?: number;
	};

	type Events = {
		packet: [packet: Packet, from: {readonly address: string; readonly port: number}];
		ready: [];
		error: [error: Error];
		warning: [error: Error];
	};

	/** A socket that sends and hears multicast DNS. */

	export type MulticastDns = EventEmitter<Events> & {
		query(packet: {readonly questions: ReadonlyArray<{readonly name: string; readonly type: 'TXT'}>; readonly additionals?: readonly TextRecord[]}, done?: (error?: Error | null) => void): void;
		respond(packet: {readonly answers: readonly TextRecord[]}, done?: (error?: Error | null) => void): void;
		destroy(done?: () => void): void;
	};

	export default function multicastDns(options?: Options): MulticastDns;
}
