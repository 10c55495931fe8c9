import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import {systemErrorCode} from '../base/errors.ts';
import {wakePeers} from './wake-peers.ts';

const wakePeriod = 1000;
/** Wrong blocks of one connection. */
const mostForgiven = 16;

/**
Looks every second for peers that Hypercore has stopped asking for a reason that is none here. Call what it returns to stop.

One such reason: an answer came when blocks had just been cleared on this side, and with them nodes of the tree that it counts on. It could not be checked, which says nothing about the peer. Another: a file was edited through a memory map while its block was read, which whoever shares it notices when it is asked for that block again. So some wrong blocks are forgiven.
*/
export function keepPeersAwake(core: Hypercore): () => void {
	const forgiven = new WeakMap<Peer, number>();
	const onVerificationError = (error: Error, _request: unknown, _response: unknown, peer: Peer): void => {
		const wrong = (forgiven.get(peer) ?? 0) + (systemErrorCode(error) === 'INVALID_OPERATION' ? 0 : 1);
		if (wrong <= mostForgiven) {
			forgiven.set(peer, wrong);
			peer.stats.invalidData--;
			peer.stats.notAvailableBackoffs++;
		}
	};

	core.on('verification-error', onVerificationError);
	const timer = setInterval(wakePeers, wakePeriod, core);
	return () => {
		clearInterval(timer);
		core.off('verification-error', onVerificationError);
	};
}
