import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import {createSocket, type Socket} from 'node:dgram';
import {once} from 'node:events';
import test, {type TestContext} from 'node:test';
import {LanDiscovery, type LanPeer} from '../../source/network/lan-discovery.ts';
import {serviceName} from '../../source/network/lan-message.ts';

const only = '127.0.0.1';

test('who looks for a feed finds who has it, whichever of them comes first', async t => {
	for (const order of ['sharer first', 'receiver first']) {
		const topic = randomBytes(32);
		const [sharer, receiver] = [open(t), open(t)];
		const steps = [() => sharer.lan.join(topic, {announce: true}), () => receiver.lan.join(topic, {announce: false})];
		for (const step of order === 'sharer first' ? steps : steps.toReversed()) {
			step();
		}

		const found = await receiver.found(topic);
		assert.deepEqual({...found, publicKey: Buffer.from(found.publicKey)}, {host: only, port: sharer.port, publicKey: sharer.publicKey});
	}
});

test('one that is there already is found by one that comes much later', async t => {
	const topic = randomBytes(32);
	const sharer = open(t);
	sharer.lan.join(topic, {announce: true});
	const first = open(t);
	first.lan.join(topic, {announce: false});
	await first.found(topic);
	const second = open(t);
	second.lan.join(topic, {announce: false});
	await second.found(topic);
});

test('who only looks, who has something else, and who has stopped are not found', async t => {
	const [topic, other] = [randomBytes(32), randomBytes(32)];
	const [looking, elsewhere, stopped, sharer, receiver] = [open(t), open(t), open(t), open(t), open(t)];
	looking.lan.join(topic, {announce: false});
	elsewhere.lan.join(other, {announce: true});
	stopped.lan.join(topic, {announce: true})();
	receiver.lan.join(topic, {announce: false});
	sharer.lan.join(topic, {announce: true});
	const found = await receiver.found(topic);
	assert.deepEqual(Buffer.from(found.publicKey), sharer.publicKey);
	assert.ok(receiver.all.every(({publicKey}) => !Buffer.from(publicKey).equals(elsewhere.publicKey) && !Buffer.from(publicKey).equals(looking.publicKey)));
});

test('what is sent shows neither keys nor names', async t => {
	const heard = await listen(t);
	const topic = randomBytes(32);
	const [sharer, receiver] = [open(t), open(t)];
	sharer.lan.join(topic, {announce: true});
	receiver.lan.join(topic, {announce: false});
	await receiver.found(topic);
	assert.ok(heard.packets.length > 0);
	for (const packet of heard.packets) {
		for (const secret of [topic, sharer.publicKey, receiver.publicKey]) {
			assert.equal(packet.includes(secret.subarray(0, 6)), false);
		}
	}
});

test('garbage disturbs nobody', async t => {
	const {socket} = await listen(t);
	const topic = randomBytes(32);
	const [sharer, receiver] = [open(t), open(t)];
	sharer.lan.join(topic, {announce: true});
	for (let count = 0; count < 200; count++) {
		const name = Buffer.concat(serviceName.split('.').flatMap(label => [Buffer.from([label.length]), Buffer.from(label)]));
		const garbage = [
			randomBytes(count * 5),
			// A response with one TXT record of this service, that claims to be longer than it is.
			Buffer.concat([Buffer.from([0, 0, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0]), name, Buffer.from([0, 0, 16, 0, 1, 0, 0, 0, 1, 0xFF, 0xFF]), randomBytes(count)]),
		];
		for (const packet of garbage) {
			socket.send(packet, 5353, '224.0.0.251');
		}
	}

	receiver.lan.join(topic, {announce: false});
	await receiver.found(topic);
});

test('where there is no such interface it is said that there is no network', async t => {
	const {lan} = open(t, '192.0.2.1');
	assert.equal(lan.isUsable, false);
	lan.join(randomBytes(32), {announce: true})();
});

type Opened = {
	readonly lan: LanDiscovery;
	readonly publicKey: Buffer;
	readonly port: number;
	readonly all: readonly LanPeer[];
	readonly found: (topic: Uint8Array) => Promise<LanPeer>;
};

let ports = 40_000;

function open(t: TestContext, at = only): Opened {
	const publicKey = randomBytes(32);
	const port = ports++;
	const all: LanPeer[] = [];
	const heard = new EventTarget();
	const byTopic = new Map<string, LanPeer>();
	const lan = new LanDiscovery({
		identity: async () => ({publicKey, port}),
		onFound(peer, topic) {
			// What one says itself comes back to it.
			if (!Buffer.from(peer.publicKey).equals(publicKey)) {
				all.push(peer);
				byTopic.set(topic, peer);
				heard.dispatchEvent(new Event('found'));
			}
		},
		only: at,
	});
	t.after(async () => lan.close());
	return {
		lan, publicKey, port, all,
		async found(topic) {
			const name = Buffer.from(topic).toString('hex');
			while (!byTopic.has(name)) {
				await once(heard, 'found');
			}

			return byTopic.get(name)!;
		},
	};
}

/** Hears all that is sent on the loopback interface. */
async function listen(t: TestContext): Promise<{readonly socket: Socket; readonly packets: readonly Buffer[]}> {
	const socket = createSocket({type: 'udp4', reuseAddr: true});
	const packets: Buffer[] = [];
	socket.on('message', packet => packets.push(packet));
	socket.bind(5353, '0.0.0.0');
	await once(socket, 'listening');
	socket.addMembership('224.0.0.251', only);
	socket.setMulticastInterface(only);
	t.after(() => {
		socket.close();
	});
	return {socket, packets};
}
