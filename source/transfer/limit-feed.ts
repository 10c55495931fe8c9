import type Hypercore from 'hypercore';
import type {BlockData, BlockRequest, Peer} from 'hypercore';
import type {Limiter} from './limiter.ts';

export type Limiters = {readonly upload: Limiter; readonly download: Limiter};

/**
Makes a feed keep to limits that other feeds share: requests of peers are answered, and blocks from them stored, when it is their turn.

Only what goes to and comes from peers waits. Hypercore never waits for it, so it can be closed at any time: while one message of a batch is being handled, Protomux holds back all that goes out on that connection. A request that waits can still be cancelled. A block that waits counts as asked for, so no more are asked for than usual.
*/
export function limitFeed(core: Hypercore, limiters: Limiters): void {
	const limit = (peer: Peer): void => {
		limitUpload(core, peer, limiters.upload);
		limitDownload(peer, limiters.download);
	};

	for (const peer of core.peers) {
		limit(peer);
	}

	core.on('peer-add', limit);
	core.on('upload', (_index, byteLength) => {
		limiters.upload.correct(byteLength);
	});
}

function limitUpload(core: Hypercore, peer: Peer, limiter: Limiter): void {
	const answer = peer._handleRequest.bind(peer);
	peer._handleRequest = async (request: BlockRequest): Promise<void> => {
		if (!request.block || !limiter.isLimited) {
			await answer(request);
			return;
		}

		// What it really was is known when it has been read, and counted then.
		const size = Math.ceil(core.byteLength / core.length);
		limiter.enter({
			size,
			isGone: () => peer.removed || peer.remoteRequests.get(request.id) !== request,
			pass() {
				if (peer.protomux.drained) {
					void orDestroy(peer, async () => answer(request), () => {
						limiter.correct(-size);
					});
				} else {
					// The connection is slower than the limit: Hypercore comes back to it.
					limiter.correct(-size);
					peer.receiverQueue.push(request);
				}
			},
		});
	};
}

function limitDownload(peer: Peer, limiter: Limiter): void {
	const receive = peer.ondata.bind(peer);
	peer.ondata = async (data: BlockData): Promise<void> => {
		const size = data.block?.value?.byteLength ?? 0;
		if (size === 0 || !limiter.isLimited) {
			await receive(data);
			return;
		}

		limiter.enter({
			size,
			isGone: () => peer.removed,
			pass() {
				void orDestroy(peer, async () => receive(data));
			},
		});
	};
}

/** As Protomux does it for a handler that fails: the connection ends, unless the feed is off it already. */
async function orDestroy(peer: Peer, work: () => Promise<void>, done?: () => void): Promise<void> {
	try {
		await work();
	} catch (error) {
		if (!peer.removed) {
			peer.stream.destroy(error instanceof Error ? error : undefined);
		}
	} finally {
		done?.();
	}
}
