import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import test from 'node:test';
import type SecretStream from '@hyperswarm/secret-stream';
import {fixed32, raw} from 'compact-encoding';
import fc from 'fast-check';
import crypto from 'hypercore-crypto';
import Protomux from 'protomux';
import {
	Delivery, deliveredEncoding, deliveryProtocol, type Delivered,
} from '../../source/transfer/delivery.ts';
import {connectedStreams} from '../helpers/memory-feeds.ts';
import {waitFor} from '../helpers/wait-for.ts';
import {checkEncoding} from '../helpers/wire.ts';

const key = new Uint8Array(32).fill(7);
const discoveryKey = crypto.discoveryKey(key);
const delivered: Delivered = {
	version: 3, files: 12, bytes: Number.MAX_SAFE_INTEGER, isEverything: true,
};

test('what a receiver says arrives, and it hears that it did', async t => {
	const [left, right] = await connectedStreams(t);
	const receiver = new Side(left);
	const sharer = new Side(right);
	for (const said of [delivered, {...delivered, version: 4, isEverything: false}, {
		version: 0, files: 0, bytes: 0, isEverything: false,
	}, {...delivered, isOutput: true}]) {
		assert.equal(await receiver.delivery.say(said), true);
		assert.deepEqual(sharer.heard.at(-1), said);
	}

	assert.equal(await sharer.delivery.say(delivered), true);
	assert.deepEqual(receiver.heard, [delivered]);
	assert.equal(sharer.heard.length, 4);
});

test('what is said before the other side has opened its end is kept for it', async t => {
	const [left, right] = await connectedStreams(t);
	const sharers: Side[] = [];
	Protomux.from(right).pair({protocol: deliveryProtocol}, () => {
		sharers.push(new Side(right));
	});
	assert.equal(await new Side(left).delivery.say(delivered), true);
	assert.deepEqual(sharers.map(({heard}) => heard), [[delivered]]);
});

test('nobody hears what is said over a connection that breaks, and nothing hangs', async t => {
	const [left, right] = await connectedStreams(t);
	const receiver = new Side(left);
	// It opens its end properly, and then never answers.
	await openAs(right, proofOf(key, right)).fullyOpened();
	const said = receiver.delivery.say(delivered);
	right.destroy();
	assert.equal(await said, false);
	assert.equal(await receiver.delivery.say(delivered), false);
});

test('nobody hears a peer that never opens its end', async t => {
	const [left, right] = await connectedStreams(t);
	const said = new Side(left).delivery.say(delivered);
	right.destroy();
	assert.equal(await said, false);
});

test('two feeds over one connection are told apart', async t => {
	const [left, right] = await connectedStreams(t);
	const keys = [key, new Uint8Array(32).fill(8)];
	const receivers = keys.map(key => new Side(left, key));
	const sharers = keys.map(key => new Side(right, key));
	assert.equal(await receivers[1]!.delivery.say(delivered), true);
	assert.deepEqual(sharers.map(({heard}) => heard), [[], [delivered]]);
});

test('a second end of the same feed on one connection says and hears nothing', async t => {
	const [left, right] = await connectedStreams(t);
	const first = new Side(left);
	const second = new Side(left);
	const sharer = new Side(right);
	assert.equal(await second.delivery.say(delivered), false);
	assert.equal(await first.delivery.say(delivered), true);
	assert.deepEqual(sharer.heard, [delivered]);
});

const proofs: ReadonlyArray<readonly [who: string, proof: (stream: SecretStream, other: SecretStream) => Uint8Array]> = [
	['knows only the discovery key', stream => proofOf(discoveryKey, stream)],
	['knows another key', stream => proofOf(new Uint8Array(32), stream)],
	['proves nothing', () => new Uint8Array(32)],
	['repeats the other side’s proof', (_stream, other) => proofOf(key, other)],
	['has a proof of another connection', () => crypto.hash([namespace!, key, new Uint8Array(64), Uint8Array.of(0)])],
];

for (const [who, proof] of proofs) {
	test(`a peer that ${who} can neither say nor hear that something was delivered`, async t => {
		const [left, right] = await connectedStreams(t);
		const sharer = new Side(left);
		const messages: Uint8Array[] = [];
		const channel = openAs(right, proof(right, left), message => messages.push(message));
		const said = sharer.delivery.say(delivered);
		await channel.fullyOpened();
		channel.message.send(encoded(delivered));
		assert.equal(await said, false);
		await channel.fullyClosed();
		assert.deepEqual(sharer.heard, []);
		assert.deepEqual(messages, []);
		assert.equal(left.destroyed, false);
	});
}

const hostile: ReadonlyArray<readonly [what: string, bytes: Uint8Array]> = [
	['nothing at all', new Uint8Array(0)],
	['a message that is cut short', Uint8Array.of(3, 12)],
	['a number that is cut short', Uint8Array.of(1, 1, 0xFF, 1)],
	['numbers that are too large', Buffer.alloc(40, 0xFF)],
];

for (const [what, bytes] of hostile) {
	test(`a peer that has the key and sends ${what} loses its connection, and nothing is taken for delivered`, async t => {
		const [left, right] = await connectedStreams(t);
		const sharer = new Side(left);
		const said = sharer.delivery.say(delivered);
		const channel = openAs(right, proofOf(key, right));
		await channel.fullyOpened();
		channel.message.send(bytes);
		// What breaks a connection comes as its error.
		await assert.rejects(once(left, 'close'));
		assert.deepEqual(sharer.heard, []);
		assert.equal(await said, false);
	});
}

test('all that can be delivered comes back from its bytes, and any others end no program', () => {
	const number = fc.oneof(fc.nat(300), fc.maxSafeNat());
	const values: fc.Arbitrary<Delivered> = fc.record({
		version: number, files: number, bytes: number, isEverything: fc.boolean(), isOutput: fc.constant(true),
	}, {requiredKeys: ['version', 'files', 'bytes', 'isEverything'], noNullPrototype: true});
	checkEncoding(deliveredEncoding, values, ({version, files, bytes}) => {
		assert.ok([version, files, bytes].every(value => Number.isSafeInteger(value) && value >= 0));
	});
});

test('an answer to what was never said changes nothing', async t => {
	const [left, right] = await connectedStreams(t);
	const receiver = new Side(left);
	const channel = openAs(right, proofOf(key, right));
	await channel.fullyOpened();
	channel.answer.send(Uint8Array.of(3));
	channel.message.send(encoded(delivered));
	await waitFor(receiver.changes, 'heard', () => receiver.heard[0]);
	const said = receiver.delivery.say(delivered);
	channel.answer.send(Uint8Array.of(3));
	assert.equal(await said, true);
});

test('who asks how much a peer has is told, and how far it is', async t => {
	const [left, right] = await connectedStreams(t);
	const [asking, asked] = [new Side(left), new Side(right)];
	assert.equal(await asking.delivery.say(delivered), true);
	asking.delivery.inquiry.ask();
	// What is said later is heard later.
	assert.equal(await asking.delivery.say(delivered), true);
	assert.equal(asking.delivery.inquiry.blocks, 62);
	assert.ok(asking.delivery.inquiry.roundTrip! >= 0);
	assert.equal(asked.delivery.inquiry.blocks, undefined, 'nobody is told what they didn’t ask');
});

test('a peer that doesn’t know the question is asked in vain, and understands all else', async t => {
	const [left, right] = await connectedStreams(t);
	const {delivery} = new Side(left);
	const messages: Uint8Array[] = [];
	const arrivals = new EventTarget();
	const channel = openAs(right, proofOf(key, right), message => {
		messages.push(message);
		arrivals.dispatchEvent(new Event('message'));
	});
	const arrived = async (count: number): Promise<boolean> => waitFor(arrivals, 'message', () => messages.length === count || undefined);
	await channel.fullyOpened();
	channel.message.send(encoded(delivered));
	await arrived(1);
	delivery.inquiry.ask();
	const said = delivery.say(delivered);
	await arrived(2);
	channel.answer.send(Uint8Array.of(3));
	assert.equal(await said, true);
	assert.equal(delivery.inquiry.blocks, undefined);
});

test('a peer that floods with questions gets few answers', async t => {
	const [left, right] = await connectedStreams(t);
	const side = new Side(left);
	const channel = openAs(right, proofOf(key, right));
	const question = channel.add();
	const answers: Uint8Array[] = [];
	channel.add(message => answers.push(message));
	await channel.fullyOpened();
	for (let number = 1; number <= 200; number++) {
		question.send(Uint8Array.of(number));
	}

	channel.message.send(encoded(delivered));
	await waitFor(side.changes, 'heard', () => side.heard[0]);
	assert.ok(answers.length <= 2, `${answers.length} answers`);
});

/** One end of a connection, and what it has been told. */
class Side {
	readonly heard: Delivered[] = [];
	readonly changes = new EventTarget();
	readonly delivery: Delivery;

	constructor(stream: SecretStream, ownKey = key) {
		this.delivery = new Delivery(stream, {
			key: ownKey,
			discoveryKey: crypto.discoveryKey(ownKey),
			blocks: () => 62,
			onDelivered: said => {
				this.heard.push(said);
				this.changes.dispatchEvent(new Event('heard'));
			},
		});
	}
}

const [namespace] = crypto.namespace('hyperferry/delivery', 1);

/** What the protocol asks for: see `Delivery`. */
function proofOf(ownKey: Uint8Array, stream: SecretStream): Uint8Array {
	return crypto.hash([namespace!, ownKey, stream.handshakeHash!, Uint8Array.of(stream.isInitiator ? 1 : 0)]);
}

/** Opens the channel with any proof, and sends any bytes over it. */
function openAs(stream: SecretStream, proof: Uint8Array, onMessage?: (message: Uint8Array) => void) {
	const channel = Protomux.from(stream).createChannel<Uint8Array>({protocol: deliveryProtocol, id: discoveryKey, handshake: fixed32})!;
	const message = channel.addMessage<Uint8Array>({encoding: raw, ...(onMessage && {onmessage: onMessage})});
	const answer = channel.addMessage<Uint8Array>({encoding: raw, ...(onMessage && {onmessage: onMessage})});
	channel.open(proof);
	return {
		message,
		answer,
		add: (onmessage?: (message: Uint8Array) => void) => channel.addMessage<Uint8Array>({encoding: raw, ...(onmessage && {onmessage})}),
		fullyOpened: async () => channel.fullyOpened(),
		fullyClosed: async () => channel.fullyClosed(),
	};
}

/** A message as it goes over the wire: four numbers. */
function encoded({version, files, isEverything}: Delivered): Uint8Array {
	return Uint8Array.of(version, files, 0, isEverything ? 1 : 0);
}
