import {Buffer} from 'node:buffer';
import {networkInterfaces} from 'node:os';
import {setTimeout as delay} from 'node:timers/promises';
import type SecretStream from '@hyperswarm/secret-stream';
import type {KeyPair} from '@hyperswarm/secret-stream';
import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import crypto from 'hypercore-crypto';
import {shortKey} from '../base/format.ts';
import type {Library} from '../library/library.ts';
import type {ShareRecord} from '../library/record.ts';
import {dialCandidates} from '../network/dial-candidates.ts';
import type {LanPeer} from '../network/lan-discovery.ts';
import {probeLan} from '../network/probe-lan.ts';
import {type Lookup, probePeers, type PeerProbe} from '../network/probe-peers.ts';
import {TcpRoute} from '../network/tcp-route.ts';
import {databaseOnly} from '../storage/database-only.ts';
import {openFeed} from '../storage/open-feed.ts';
import {hostOf} from '../transfer/address-of.ts';
import {completeness} from '../transfer/completeness.ts';
import {RouteChannel, whenAskedForRoutes, type RouteOffer} from '../transfer/route-channel.ts';
import {routeOf} from '../transfer/route-of.ts';
import type {Check} from './check.ts';
import type {CheckedWays} from './checked-ways.ts';

export type CheckShareOptions = {
	readonly key: Uint8Array;
	readonly ways: CheckedWays;
	readonly signal: AbortSignal;
};

/** Milliseconds that a peer has to prove that it has the share's key, and to tell what it has of it. */
const patience = 5000;

/** Looks for the peers of a share as “get” does, and tells each step: who has it in the local network, who announces it, who can be dialled and how, and how much of it they have. */
export async function * checkShare(library: Library, {key, ways, signal}: CheckShareOptions): AsyncGenerator<Check> {
	yield await checkKnown(library, key);
	const {core} = await openFeed({
		file: ':memory:', key, isWriter: false, blocks: databaseOnly, async waitForRoom(error) {
			throw error;
		},
	});
	// Under the same key over every route, as a peer is.
	const keyPair = crypto.keyPair();
	const tcp = ways.tcp
		? await TcpRoute.open({
			keyPair, host: '127.0.0.1', isExpected: () => false, onConnection: () => undefined,
		})
		: undefined;
	try {
		const neighbours = tcp && ways.lan !== 'off' ? await probeLan(core.discoveryKey, ways.lanInterface, signal) : undefined;
		if (neighbours) {
			yield checkNeighbours(neighbours.length, ways);
		}

		for (const {host, port, publicKey} of neighbours ?? []) {
			yield * checkNeighbour(core, tcp!, {host, port, publicKey});
		}

		if (ways.lan !== 'only') {
			yield * checkAnnounced(core, {
				keyPair, tcp, ways, isFoundNearby: (neighbours?.length ?? 0) > 0, signal,
			});
		}
	} finally {
		await tcp?.close();
		await core.close();
	}
}

function checkNeighbours(count: number, {lan}: CheckedWays): Check {
	if (count > 0) {
		return {name: 'neighbours', status: 'good', finding: `${count === 1 ? '1 peer' : `${count} peers`} in the local network ${count === 1 ? 'has' : 'have'} this share.`};
	}

	return lan === 'only'
		? {
			name: 'neighbours', status: 'bad', finding: 'Nobody in the local network has this share.',
			remedy: 'Is “ferry share” running there, without --no-lan and --no-tcp? Some guest networks keep their devices apart.',
		}
		: {name: 'neighbours', status: 'good', finding: 'Nobody in the local network has this share.'};
}

async function * checkNeighbour(core: Hypercore, tcp: TcpRoute, {host, port, publicKey}: LanPeer): AsyncGenerator<Check> {
	const name = Buffer.from(publicKey).toString('hex');
	const started = performance.now();
	const stream = await tcp.dial({host, port}, publicKey);
	const milliseconds = Math.round(performance.now() - started);
	if (!stream) {
		yield {
			name: 'dial', status: 'bad', finding: `${shortKey(name)} at ${host} doesn’t answer over TCP.`, remedy: 'Let a firewall on that computer allow “node” to be dialled.', milliseconds,
		};
		return;
	}

	yield {
		name: 'dial', status: 'good', finding: `${shortKey(name)} answers at ${host} over TCP.`, milliseconds,
	};
	yield await checkFeed(core, stream, name);
	stream.destroy();
}

type AnnouncedOptions = Omit<CheckShareOptions, 'key'> & {
	readonly keyPair: KeyPair;
	readonly tcp: TcpRoute | undefined;
	readonly isFoundNearby: boolean;
};

async function * checkAnnounced(core: Hypercore, {keyPair, tcp, ways: {bootstrap, relayThrough}, isFoundNearby, signal}: AnnouncedOptions): AsyncGenerator<Check> {
	for await (const step of probePeers({
		bootstrap, discoveryKey: core.discoveryKey, keyPair, relayThrough, isPatient: !isFoundNearby, signal,
	})) {
		if ('announced' in step) {
			yield checkLookup(step, isFoundNearby);
			continue;
		}

		yield dialled(step);
		if (step.stream) {
			// It speaks of routes by itself as soon as it knows that we have the share's key.
			const offered = Promise.withResolvers<RouteOffer>();
			whenAskedForRoutes(step.stream, () => {
				new RouteChannel(step.stream!, offered.resolve).say({port: 0, addresses: []});
			});
			const feed = await checkFeed(core, step.stream, step.peer);
			yield feed;
			if (tcp && feed.status !== 'bad') {
				yield await checkTcpRoute(tcp, step.stream, offered.promise);
			}
		}
	}
}

function checkLookup({announced, milliseconds}: Lookup, isFoundNearby: boolean): Check {
	if (announced > 0 || isFoundNearby) {
		const who = announced === 0 ? 'Nobody announces' : (announced === 1 ? '1 peer announces' : `${announced} peers announce`);
		return {
			name: 'lookup', status: 'good', finding: `${who} this share${announced === 0 ? ' in the DHT; in the local network it is there' : ''}.`, milliseconds,
		};
	}

	return {
		name: 'lookup', status: 'bad', finding: 'Nobody announces this share in the DHT.', milliseconds,
		remedy: 'Is “ferry share” running there, and has it said “Announced”? Do both sides use the same --bootstrap?',
	};
}

/** Dials where the peer says that it can be dialled, as far as that is surely its own address. */
async function checkTcpRoute(tcp: TcpRoute, stream: SecretStream, offered: Promise<RouteOffer>): Promise<Check> {
	const name = Buffer.from(stream.remotePublicKey).toString('hex');
	const giveUp = new AbortController();
	const offer = await Promise.race([offered, delay(patience, undefined, {signal: giveUp.signal})]);
	giveUp.abort();
	const candidates = offer
		? dialCandidates({seenAt: routeOf(stream.rawStream) === 'relayed' ? undefined : hostOf(stream), offer, interfaces: networkInterfaces()})
		: [];
	for (const address of candidates) {
		const found = await tcp.dial(address, stream.remotePublicKey);
		if (found) {
			found.destroy();
			return {name: 'route', status: 'good', finding: `${shortKey(name)} can be dialled over TCP at ${address.host}.`};
		}
	}

	return {
		name: 'route', status: 'warning',
		finding: `${shortKey(name)} can’t be dialled over TCP${candidates.length === 0 ? ', as it names no address for that' : ''}: unless it can dial this computer, the slower UDP is used.`,
		remedy: 'In one local network, let a firewall there allow “node” to be dialled.',
	};
}

async function checkKnown(library: Library, key: Uint8Array): Promise<Check> {
	for (const direction of ['sharing', 'receiving'] as const) {
		const record = await library.find(key, direction);
		if (record) {
			return describeKnown(record, library.holderOf(key, direction));
		}
	}

	return {name: 'share', status: 'good', finding: 'This computer doesn’t know it yet.'};
}

/** What this computer has of a share itself, and the process that has it open. */
export function describeKnown({direction, complete}: Pick<ShareRecord, 'direction' | 'complete'>, pid: number | undefined): Check {
	const finding = `This computer knows it (${direction}, ${complete ? 'complete' : 'not complete'}, ${pid === undefined ? 'not open now' : `open in process ${pid}`}).`;
	if (pid !== undefined || (direction === 'receiving' && !complete)) {
		return {name: 'share', status: 'good', finding};
	}

	return {
		name: 'share', status: 'warning', finding,
		remedy: direction === 'sharing'
			? 'Nobody gets it from here until “ferry share” runs again, with the same paths.'
			: 'Others get it from here only while “ferry get --stay” runs, with the same key.',
	};
}

function dialled({peer, stream, failure, milliseconds}: PeerProbe): Check {
	if (stream) {
		return {
			name: 'dial', status: 'good', finding: `${shortKey(peer)} answers${routeOf(stream.rawStream) === 'relayed' ? ' through a relay' : ' directly'}.`, milliseconds,
		};
	}

	// Its announcement is renewed more often than the way to it, and who receives can be dialled by the other side.
	return failure!.code === 'PEER_NOT_FOUND'
		? {
			name: 'dial', status: 'warning', finding: `${shortKey(peer)} is announced, but no node of the DHT knows the way to it.`, milliseconds,
			remedy: 'It may have just gone. When a node of the DHT was started again it can take 5 minutes until it knows; “ferry get” waits, and the other side may reach it earlier.',
		}
		: {
			name: 'dial', status: 'bad', finding: `${shortKey(peer)}: ${failure!.reason}`, remedy: failure!.remedy ?? 'Try again later: it may have just gone.', milliseconds,
		};
}

async function checkFeed(core: Hypercore, stream: SecretStream, name: string): Promise<Check> {
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
