import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import {peersOf} from '../transfer/rest-peer.ts';
import {rankOf, routeOf, type Route} from '../transfer/route-of.ts';
import type {OnEvent} from './events.ts';
import {sampleProgress} from './progress.ts';
import {nameOf} from './senders.ts';

/** Reports peers of a feed as they come and go, and when the best route to one of them is another. Call what it returns to stop. */
export function watchPeers(core: Hypercore, onEvent: OnEvent): () => void {
	/** The best route to each peer. */
	const known = new Map<string, Route>();
	// One that is there by two routes comes with the first and goes with the last.
	const settle = (name: string, peers: readonly Peer[]): void => {
		const before = known.get(name);
		const [route] = peers.filter(other => nameOf(other) === name).map(({stream}) => routeOf(stream.rawStream)).toSorted((a, b) => rankOf(a) - rankOf(b));
		if (route === before) {
			return;
		}

		if (route === undefined) {
			known.delete(name);
			onEvent({type: 'peer-disconnected', peer: name});
		} else {
			known.set(name, route);
			onEvent({type: before === undefined ? 'peer-connected' : 'peer-route', peer: name, route});
		}
	};

	const onAdd = (peer: Peer): void => {
		settle(nameOf(peer), [...core.peers, peer]);
	};

	const onRemove = (peer: Peer): void => {
		settle(nameOf(peer), core.peers.filter(other => other !== peer));
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
