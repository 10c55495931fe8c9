import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import crypto from 'hypercore-crypto';
import DHT from 'hyperdht';
import {Connections} from '../../source/app/connections.ts';
import {whyAbsent} from '../../source/app/explain-absence.ts';
import {PeerAccess} from '../../source/app/peer-access.ts';
import {recordDefaults} from '../../source/library/record.ts';
import {chooseUdx} from '../../source/network/choose-udx.ts';
import {memoryFeed} from '../helpers/memory-feeds.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {waitFor} from '../helpers/wait-for.ts';

test('a peer that was found and says nothing after the handshake is let go of with a reason, and one that has to ask its user is not', {timeout: 60_000}, async t => {
	const closing: Array<() => Promise<unknown>> = [];
	// What is registered first is done first.
	t.after(async () => Promise.all(closing.map(async close => close())));
	const {bootstrap} = await localTestnet(t);
	const source = await memoryFeed(t);
	await source.append(Buffer.from('block'));
	const copy = await memoryFeed(t, source.key);

	const sharer = new Connections({keyPair: crypto.keyPair(), bootstrap, tcp: false});
	closing.push(async () => sharer.close());
	const changes = new EventTarget();
	const changed = (): void => {
		changes.dispatchEvent(new Event('change'));
	};

	let hasAsked = false;
	const access = new PeerAccess({
		library: {update: async () => undefined}, key: source.key, direction: 'sharing', record: {...recordDefaults, asksFirst: true}, onEvent: () => undefined,
		onRequest() {
			hasAsked = true;
			changed();
		},
	});
	await sharer.join({core: source, access}, {announce: true}).announced;

	const mute = new DHT({udx: chooseUdx(), bootstrap, host: '127.0.0.1'});
	closing.push(async () => mute.destroy());
	await mute.fullyBootstrapped();
	const keyPair = crypto.keyPair();
	const server = mute.createServer({}, stream => {
		stream.on('error', () => undefined);
	});
	await server.listen(keyPair);
	await mute.announce(source.discoveryKey, keyPair, server.relayAddresses).finished();

	const receiver = new Connections({
		keyPair: crypto.keyPair(), bootstrap, tcp: false, strangerPatience: 1000,
	});
	closing.push(async () => receiver.close());
	const failures: string[] = [];
	receiver.onDialFailed(({code}) => {
		failures.push(code);
		changed();
	});
	receiver.join({core: copy}, {announce: false});
	await waitFor(changes, 'change', () => hasAsked || undefined);
	const {stream: asking} = receiver.replication.connections.find(({peer}) => peer !== Buffer.from(keyPair.publicKey).toString('hex'))!;
	await waitFor(changes, 'change', () => failures.length > 0 || undefined);
	assert.deepEqual(failures, ['PEER_SILENT']);
	assert.match(whyAbsent(copy)!.reason, /nothing arrives/v);
	await access.askFirst(false);
	assert.equal(String(await copy.get(0)), 'block');
	assert.equal(asking.destroyed, false);
});
