import type {UdxSocket} from './socket.ts';

/** True refuses a packet that comes from a socket which the stream is not connected through. */
export type Firewall = (socket: UdxSocket, port: number, host: string, family: number) => boolean;

export type StreamOptions = {
	readonly firewall?: Firewall;
	/** The number of the first packet that goes out. */
	readonly seq?: number;
};

export type ConnectOptions = {
	/** The number of the first packet that comes in. */
	readonly ack?: number;
};
