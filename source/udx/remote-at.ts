import {checkPort, familyOf} from './address.ts';
import type {Remote} from './outgoing-packet.ts';
import type {UdxSocket} from './socket.ts';

const loopback = '127.0.0.1';

/** A stream's other end, reached through a socket, which is bound if it is not yet; an error when it can't be reached so. */
export function remoteAt(socket: UdxSocket, id: number, port: number, host: string | null | undefined): Remote {
	if (socket.closing) {
		throw new Error('Socket is closed');
	}

	const address = host ?? loopback;
	const family = familyOf(address);
	checkPort(port);
	if (!socket.bound) {
		socket.bind();
	}

	return {
		id, host: address, port, family,
	};
}
