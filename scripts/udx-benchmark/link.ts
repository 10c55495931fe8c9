/*
A link between two UDP ports on loopback, as a process of its own: it sends on what comes in at its rate, after its delay, and loses some. Its arguments are what `LinkOptions` says and the two ports; it prints the ports at which each end finds the other one, and ends with its standard input.
*/
import dgram from 'node:dgram';
import process from 'node:process';

/** Of one direction; both are the same. */
export type LinkOptions = {
	/** Bits a second, headers of IP and UDP included. */
	readonly rate: number;
	/** Milliseconds one way. */
	readonly delay: number;
	/** Of a hundred packets, how many are lost. */
	readonly loss: number;
	/** Milliseconds of sending that may wait; what comes then is lost. */
	readonly queue: number;
};

const host = '127.0.0.1';
const overhead = 28;

const [json = '', ...ports] = process.argv.slice(2);
// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- The benchmark has written it.
const {rate, delay, loss, queue} = JSON.parse(json) as LinkOptions;
const sockets = await Promise.all(ports.map(async () => new Promise<dgram.Socket>(resolve => {
	const socket = dgram.createSocket({type: 'udp4', recvBufferSize: 4 * 1024 * 1024});
	socket.bind(0, host, () => {
		resolve(socket);
	});
})));
for (const [index, socket] of sockets.entries()) {
	carry(socket, sockets[1 - index]!, Number(ports[1 - index]));
}

process.stdout.write(`${sockets.map(socket => socket.address().port).join(' ')}\n`);
process.stdin.resume().once('end', () => {
	process.exit();
});

/** Everything goes in the order in which it came. */
function carry(from: dgram.Socket, to: dgram.Socket, port: number): void {
	const waiting: Array<{readonly bytes: Uint8Array; readonly at: number}> = [];
	let freeAt = 0;
	let timer: NodeJS.Timeout | undefined;
	const send = (): void => {
		timer = undefined;
		const now = performance.now();
		while (waiting.length > 0 && waiting[0]!.at <= now) {
			to.send(waiting.shift()!.bytes, port, host);
		}

		if (waiting.length > 0) {
			timer = setTimeout(send, 1);
		}
	};

	from.on('message', bytes => {
		const now = performance.now();
		if (freeAt - now > queue || Math.random() * 100 < loss) {
			return;
		}

		freeAt = Math.max(freeAt, now) + ((bytes.length + overhead) * 8000 / rate);
		waiting.push({bytes, at: freeAt + delay});
		timer ??= setTimeout(send, 1);
	});
}
