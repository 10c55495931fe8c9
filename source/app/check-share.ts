import {setTimeout as delay} from 'node:timers/promises';
import type SecretStream from '@hyperswarm/secret-stream';
import type {Peer} from 'hypercore';
import {shortKey} from '../base/format.ts';
import type {Library} from '../library/library.ts';
import {probePeers, type PeerProbe} from '../network/probe-peers.ts';
import {databaseOnly} from '../storage/database-only.ts';
import {openFeed} from '../storage/open-feed.ts';
import {completeness} from '../transfer/completeness.ts';
import {routeOf} from '../transfer/route-of.ts';
import type {Check} from './check.ts';

export type CheckShareOptions = {
	readonly key: Uint8Array;
	readonly bootstrap: readonly string[] | undefined;
	readonly signal: AbortSignal;
};

/** Milliseconds that a peer has to prove that it has the share's key, and to tell what it has of it. */
const patience = 5000;

/** Looks for the peers of a share as “get” does, and tells each step: who announces it, who can be dialled, who has it. */
export async function * checkShare(library: Library, {key, bootstrap, signal}: CheckShareOptions): AsyncGenerator<Check> {
	yield await checkKnown(library, key);
	const {core} = await openFeed({
		file: ':memory:', key, isWriter: false, blocks: databaseOnly, async waitForRoom(error) {
			throw error;
		},
	});
	try {
		for await (const step of probePeers({bootstrap, discoveryKey: core.discoveryKey, signal})) {
			if ('announced' in step) {
				yield step.announced > 0
					? {
						name: 'lookup', status: 'good', finding: `${step.announced === 1 ? '1 peer announces' : `${step.announced} peers announce`} this share.`, milliseconds: step.milliseconds,
					}
					: {
						name: 'lookup', status: 'bad', finding: 'Nobody announces this share in the DHT.', milliseconds: step.milliseconds,
						remedy: 'Is “ferry share” running there, and has it said “Announced”? Do both sides use the same --bootstrap?',
					};
			} else {
				yield dialled(step);
				if (step.stream) {
					yield await checkFeed(core, step.stream, step.peer);
				}
			}
		}
	} finally {
		await core.close();
	}
}

async function checkKnown(library: Library, key: Uint8Array): Promise<Check> {
	for (const direction of ['sharing', 'receiving'] as const) {
		const record = await library.find(key, direction);
		if (record) {
			const pid = library.holderOf(key, direction);
			const open = pid === undefined ? 'not open now' : `open in process ${pid}`;
			return {name: 'share', status: 'good', finding: `This computer knows it (${direction}, ${record.complete ? 'complete' : 'not complete'}, ${open}).`};
		}
	}

	return {name: 'share', status: 'good', finding: 'This computer doesn’t know it yet.'};
}

function dialled({peer, stream, failure, milliseconds}: PeerProbe): Check {
	return stream
		? {
			name: 'dial', status: 'good', finding: `${shortKey(peer)} answers${routeOf(stream.rawStream) === 'relayed' ? ' through a relay' : ' directly'}.`, milliseconds,
		}
		: {
			name: 'dial', status: 'bad', finding: `${shortKey(peer)}: ${failure!.reason}`, remedy: failure!.remedy ?? 'Try again later: it may have just gone.', milliseconds,
		};
}

async function checkFeed(core: Awaited<ReturnType<typeof openFeed>>['core'], stream: SecretStream, name: string): Promise<Check> {
	core.replicate(stream);
	const {promise: met, resolve} = Promise.withResolvers<Peer>();
	core.once('peer-add', resolve);
	const giveUp = new AbortController();
	const peer = await Promise.race([met, delay(patience, undefined, {signal: giveUp.signal})]);
	giveUp.abort();
	core.off('peer-add', resolve);
	if (!peer) {
		return {
			name: 'feed', status: 'bad', finding: `${shortKey(name)} doesn’t show this share.`,
			remedy: 'It may have been blocked there, has to be allowed first (--ask), or its process serves it no more.',
		};
	}

	for (let waited = 0; waited < patience && peer.remoteLength === 0; waited += 50) {
		await delay(50);
	}

	const complete = completeness(peer, peer.remoteLength);
	return peer.remoteLength > 0
		? {name: 'feed', status: 'good', finding: `${shortKey(name)} has ${Math.floor(complete * 100)} % of it.`}
		: {
			name: 'feed', status: 'warning', finding: `${shortKey(name)} knows this share, but has nothing of it yet.`,
		};
}
