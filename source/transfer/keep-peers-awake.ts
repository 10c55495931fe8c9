import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import {systemErrorCode} from '../base/errors.ts';
import {wakePeers} from './wake-peers.ts';

const wakePeriod = 1000;

/**
Looks every second for peers that Hypercore has stopped asking for a reason that is none here. Call what it returns to stop.

One such reason: an answer came when blocks had just been cleared on this side, and with them nodes of the tree that it counts on. It could not be checked, which says nothing about the peer.
*/
export function keepPeersAwake(core: Hypercore): () => void {
	const onVerificationError = (error: Error, _request: unknown, _response: unknown, peer: Peer): void => {
		if (systemErrorCode(error) === 'INVALID_OPERATION') {
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
