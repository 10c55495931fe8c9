import type {ConnectedStream} from './connected-stream.ts';

/** Resolves when everything that went to a stream's old remote has arrived. */
export async function remoteChanged(stream: ConnectedStream): Promise<void> {
	return new Promise((resolve, reject) => {
		const onClose = (): void => {
			reject(new Error('Stream is closed'));
		};

		stream.once('close', onClose).once('remote-changed', () => {
			stream.off('close', onClose);
			resolve();
		});
	});
}
