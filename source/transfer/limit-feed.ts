import type Hypercore from 'hypercore';
import type {BlockData, BlockRequest, Peer} from 'hypercore';
import type {Limiter, Passage} from './limiter.ts';

export type Limiters = {readonly upload: Limiter; readonly download: Limiter};

export type LimitFeedOptions = {
	/** What passes keeps to every one of them: those of this feed, and those that feeds share. */
	readonly limiters: readonly Limiters[];
	/** Whether no limit holds for what goes to and comes from this peer. Asked for every block. */
	readonly isExempt: (peer: Peer) => boolean;
};

/**
Makes a feed keep to limits: requests of peers are answered, and blocks from them stored, when it is their turn.

Only what goes to and comes from peers waits. Hypercore never waits for it, so it can be closed at any time: while one message of a batch is being handled, Protomux holds back all that goes out on that connection. A request that waits can still be cancelled. A block that waits counts as asked for, so no more are asked for than usual.
*/
export function limitFeed(core: Hypercore, {limiters, isExempt}: LimitFeedOptions): void {
	const [uploads, downloads] = [limiters.map(({upload}) => upload), limiters.map(({download}) => download)];
	const limit = (peer: Peer): void => {
		limitUpload(core, peer, {limiters: uploads, isExempt});
		limitDownload(peer, {limiters: downloads, isExempt});
	};

	for (const peer of core.peers) {
		limit(peer);
	}

	core.on('peer-add', limit);
	core.on('upload', (_index, byteLength, peer) => {
		if (!isExempt(peer)) {
			correct(uploads, byteLength);
		}
	});
}

type PeerLimits = {readonly limiters: readonly Limiter[]; readonly isExempt: (peer: Peer) => boolean};

function limitUpload(core: Hypercore, peer: Peer, {limiters, isExempt}: PeerLimits): void {
	const answer = peer._handleRequest.bind(peer);
	peer._handleRequest = async (request: BlockRequest): Promise<void> => {
		if (!request.block || !isLimited(limiters) || isExempt(peer)) {
			await answer(request);
			return;
		}

		// What it really was is known when it has been read, and counted then.
		const size = Math.ceil(core.byteLength / core.length);
		enter(limiters, {
			size,
			isGone: () => peer.removed || peer.remoteRequests.get(request.id) !== request,
			pass() {
				if (peer.protomux.drained) {
					void orDestroy(peer, async () => answer(request), () => {
						correct(limiters, -size);
					});
				} else {
					// The connection is slower than the limit: Hypercore comes back to it.
					correct(limiters, -size);
					peer.receiverQueue.push(request);
				}
			},
		});
	};
}

function limitDownload(peer: Peer, {limiters, isExempt}: PeerLimits): void {
	const receive = peer.ondata.bind(peer);
	peer.ondata = async (data: BlockData): Promise<void> => {
		const size = data.block?.value?.byteLength ?? 0;
		if (size === 0 || !isLimited(limiters) || isExempt(peer)) {
			await receive(data);
			return;
		}

		enter(limiters, {
			size,
			isGone: () => peer.removed,
			pass() {
				void orDestroy(peer, async () => receive(data));
			},
		});
	};
}

function isLimited(limiters: readonly Limiter[]): boolean {
	return limiters.some(({isLimited}) => isLimited);
}

/** One limiter after the other. */
function enter([first, ...others]: readonly Limiter[], passage: Passage): void {
	first!.enter(others.length === 0
		? passage
		: {
			...passage,
			pass() {
				enter(others, passage);
			},
		});
}

function correct(limiters: readonly Limiter[], bytes: number): void {
	for (const limiter of limiters) {
		limiter.correct(bytes);
	}
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
