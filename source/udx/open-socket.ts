import dgram from 'node:dgram';
import {setBufferSizes} from './socket-buffers.ts';

export type SocketOptions = {
	readonly ipv6Only?: boolean;
	readonly reuseAddress?: boolean;
};

/** Opens and binds a socket at once, or throws. */
export function openSocket(port: number, host: string, {family, ipv6Only = false, reuseAddress = false}: SocketOptions & {readonly family: 4 | 6}): dgram.Socket {
	const socket = dgram.createSocket({
		type: family === 6 ? 'udp6' : 'udp4', ipv6Only, reuseAddr: reuseAddress, lookup,
	});
	let failure: Error | undefined;
	socket.on('error', error => {
		failure = error;
	});
	socket.bind({port, address: host, exclusive: true});
	if (failure) {
		socket.close();
		throw failure;
	}

	setBufferSizes(socket);
	return socket;
}

/** Answers at once, so that binding and sending happen at once: there are only addresses, no names. */
function lookup(host: string, family: unknown, answer: (error: null, address: string, family: number) => void): void {
	answer(null, host, family === 6 ? 6 : 4);
}
