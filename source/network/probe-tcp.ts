import {keyPair} from 'hypercore-crypto';
import {TcpRoute} from './tcp-route.ts';

/** Whether this computer can be dialled over TCP at an address of its own, as far as that can be seen from within. */
export async function probeTcp(address: string): Promise<boolean> {
	const server = keyPair();
	const listening = await TcpRoute.open({
		keyPair: server,
		host: address,
		isExpected: () => true,
		onConnection() {
			// That it is there is enough.
		},
	});
	try {
		const stream = listening.port === undefined ? undefined : await listening.dial({host: address, port: listening.port}, server.publicKey);
		return stream !== undefined;
	} finally {
		await listening.close();
	}
}
