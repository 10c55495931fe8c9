import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import {peersOf} from '../transfer/rest-peer.ts';
import type {OnEvent} from './events.ts';
import {sampleProgress} from './progress.ts';
import {nameOf} from './senders.ts';

/** Reports peers of a feed as they come and go. Call what it returns to stop. */
export function watchPeers(core: Hypercore, onEvent: OnEvent): () => void {
	// One that is there by two routes comes with the first and goes with the last.
	const isElsewhere = (peer: Peer): boolean => core.peers.some(other => other !== peer && nameOf(other) === nameOf(peer));
	const onAdd = (peer: Peer): void => {
		if (!isElsewhere(peer)) {
			onEvent({type: 'peer-connected', peer: nameOf(peer)});
		}
	};

	const onRemove = (peer: Peer): void => {
		if (!isElsewhere(peer)) {
			onEvent({type: 'peer-disconnected', peer: nameOf(peer)});
		}
	};

	core.on('peer-add', onAdd);
	core.on('peer-remove', onRemove);
	return () => {
		core.off('peer-add', onAdd);
		core.off('peer-remove', onRemove);
	};
}

/** Reports what is uploaded until the signal is aborted. */
export async function serveUntilStopped(core: Hypercore, {signal, onEvent}: {readonly signal: AbortSignal; readonly onEvent: OnEvent}): Promise<void> {
	const stop = reportUploads(core, onEvent);
	try {
		if (!signal.aborted) {
			await new Promise<void>(resolve => {
				signal.addEventListener('abort', () => {
					resolve();
				}, {once: true});
			});
		}
	} finally {
		stop();
	}
}

/** Reports uploads four times a second while there are any. Call what it returns to stop. */
export function reportUploads(core: Hypercore, onEvent: OnEvent): () => void {
	let bytes = 0;
	const onUpload = (_index: number, byteLength: number): void => {
		bytes += byteLength;
	};

	core.on('upload', onUpload);
	const stop = sampleProgress(() => bytes, bytesPerSecond => {
		onEvent({
			type: 'serving', peers: peersOf(core).length, bytes, bytesPerSecond,
		});
	});
	return () => {
		core.off('upload', onUpload);
		stop();
	};
}
