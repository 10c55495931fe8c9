import type {Socket} from 'node:dgram';
import process from 'node:process';

/** What arrives while the program is busy waits in the kernel: as much as it allows. */
const receiveSizes = [1024 * 1024, 512 * 1024, 256 * 1024, 208 * 1024] as const;
const sendSize = 208 * 1024;

/** Enough for any packet of a stream and any message of the DHT. */
const largestMessage = 4096;

/** Makes room for bursts; a system that doesn't allow it leaves what it has. */
export function setBufferSizes(socket: Socket): void {
	if (process.versions['deno'] !== undefined) {
		// There it says how much memory is taken for each packet, and not what the kernel keeps.
		socket.setRecvBufferSize(largestMessage);
		return;
	}

	attempt(() => {
		socket.setSendBufferSize(sendSize);
	});
	receiveSizes.some(size => attempt(() => {
		socket.setRecvBufferSize(size);
	}));
}

function attempt(change: () => void): boolean {
	try {
		change();
		return true;
	} catch {
		return false;
	}
}
