import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test, {type TestContext} from 'node:test';
import type SecretStream from '@hyperswarm/secret-stream';
import type {KeyPair} from '@hyperswarm/secret-stream';
import {raw} from 'compact-encoding';
import crypto from 'hypercore-crypto';
import DHT from 'hyperdht';
import Protomux from 'protomux';
import {chooseUdx} from '../../source/network/choose-udx.ts';
import {offerEncoding, type OfferMessage} from '../../source/transfer/offer-messages.ts';
import {OfferChannel} from '../../source/transfer/offer-channel.ts';
import {person, type Person} from '../helpers/person.ts';
import {localTestnet} from '../helpers/testnet.ts';

/** Nothing leaves this computer. */
const lan = {lan: 'only', lanInterface: '127.0.0.1', bootstrap: undefined} as const;

test('contacts find each other by their keys, and hear each other’s names', async t => {
	const {bootstrap} = await localTestnet(t);
	const [ann, ben] = [await person(t, {bootstrap}), await person(t, {bootstrap})];
	await ann.people.change(async () => ann.people.book.setOwnName('Ann’s laptop'));
	await introduce(ann, ben);
	await ben.until(({people}) => people[0]?.isOnline === true && people[0].toldName === 'Ann’s laptop');
	await ann.until(({people}) => people[0]?.isOnline === true);
	assert.deepEqual(ben.people.people, [{
		peer: ann.key, name: 'Ann', toldName: 'Ann’s laptop', isContact: true, isBlocked: false, isOnline: true, isOnLan: false,
	}]);
	await ann.close();
	await ben.until(({people}) => people[0]?.isOnline === false);
});

test('without contacts and leave for neighbours nothing is done in the network', async t => {
	const ann = await person(t, lan);
	await ann.people.refresh();
	assert.equal(ann.connections(), undefined);
});

test('a contact that isn’t there gets the offer when it comes, also when both have begun anew meanwhile', async t => {
	const {bootstrap} = await localTestnet(t);
	const ben = await person(t, {bootstrap});
	const before = await person(t, {bootstrap});
	await introduce(before, ben);
	await ben.close();
	await before.offer([ben.key]);
	assert.deepEqual(before.people.desk.sent.map(({status}) => status), ['waiting']);
	await before.close();

	const ann = await person(t, {bootstrap, store: before.store});
	const again = await person(t, {bootstrap, store: ben.store});
	await again.until(({people}) => people[0]?.isOnline === true);
	assert.deepEqual(again.people.desk.offers, [], 'what nobody serves is not offered');
	await ann.offer([again.key], {name: 'other'});
	await again.until(({desk}) => desk.offers.length > 0);
	assert.deepEqual(again.people.desk.offers.map(({peer, name, paths, isFromLan}) => ({
		peer, name, paths, isFromLan,
	})), [{
		peer: ann.key, name: 'other', paths: ['a', 'b'], isFromLan: false,
	}]);
	await ann.until(({desk}) => desk.sent.at(-1)?.status === 'received');
});

test('what is refused is gone here, and known there, also when that can be told only later', async t => {
	const {bootstrap} = await localTestnet(t);
	const [ann, ben] = [await person(t, {bootstrap}), await person(t, {bootstrap})];
	await introduce(ann, ben);
	await ann.offer([ben.key]);
	await ben.until(({desk}) => desk.offers.length === 1);
	await ann.until(({desk}) => desk.sent[0]?.status === 'received');
	await ann.close();
	await ben.until(({people}) => people[0]?.isOnline === false);
	await ben.people.change(async () => ben.people.desk.answer('1', 'refused'));
	assert.deepEqual(ben.people.desk.offers, []);
	await assert.rejects(ben.people.desk.answer('1', 'refused'), {code: 'usage'});

	const again = await person(t, {bootstrap, store: ann.store});
	await again.until(({desk}) => desk.sent[0]?.status === 'refused');
	await ben.until(({desk}) => desk.replies.length === 0);
});

test('who is no contact, or is blocked, can offer nothing, and sees nobody who takes offers', async t => {
	const {bootstrap} = await localTestnet(t);
	const [ann, ben] = [await person(t, {bootstrap}), await person(t, {bootstrap})];
	await introduce(ann, ben);
	await ben.until(({people}) => people[0]?.isOnline === true);
	const knock = await attacker(t, bootstrap);
	assert.equal(await refused(await knock(ben.key, crypto.keyPair())), true, 'a stranger');

	const keyPair = crypto.keyPair();
	const blocked = Buffer.from(keyPair.publicKey).toString('hex');
	await ben.add({key: blocked}, 'Mallory');
	const stream = await knock(ben.key, keyPair);
	assert.equal(await refused(stream), false, 'a contact');
	await ben.people.block(blocked, true);
	const again = await knock(ben.key, keyPair);
	assert.equal(await refused(again), true, 'the same when it is blocked');
	assert.deepEqual(ben.people.people.map(({name, isBlocked}) => ({name, isBlocked})), [{name: 'Ann', isBlocked: false}, {name: 'Mallory', isBlocked: true}]);

	// To a stranger a ferry that takes offers from nobody looks the same.
	const nobody = await person(t, {bootstrap});
	await nobody.offer([ann.key]);
	assert.equal(await refused(await knock(nobody.key, crypto.keyPair())), true);
});

test('a flood ends with the channel, and ten offers are kept', async t => {
	const {bootstrap} = await localTestnet(t);
	const keyPair = crypto.keyPair();
	const ben = await person(t, {bootstrap});
	const mallory = Buffer.from(keyPair.publicKey).toString('hex');
	await ben.add({key: mallory}, 'Mallory');
	const knock = await attacker(t, bootstrap);
	const stream = await knock(ben.key, keyPair);
	const closed = Promise.withResolvers<void>();
	const opened = Promise.withResolvers<void>();
	const channel = new OfferChannel(stream, {
		onHello: () => undefined, onOffer: () => undefined, onAnswer: () => undefined, onOpen: opened.resolve, onClose: closed.resolve,
	});
	await opened.promise;
	for (let index = 0; index < 500; index++) {
		channel.offer(offerOf(index));
	}

	await closed.promise;
	await ben.until(({desk}) => desk.offers.length === 10);
	assert.equal(stream.destroyed, false, 'what else goes on over the connection goes on');
	assert.equal(await refused(stream), true, 'it is not let in again at once');
	assert.equal(ben.people.desk.offers.length, 10);
});

test('what can’t be read, or is too long, ends the connection, and nothing of it is kept', async t => {
	const {bootstrap} = await localTestnet(t);
	const keyPair = crypto.keyPair();
	const ben = await person(t, {bootstrap});
	await ben.add({key: Buffer.from(keyPair.publicKey).toString('hex')}, 'Mallory');
	const knock = await attacker(t, bootstrap);
	const messages = [
		Buffer.alloc(100, 0xFF),
		encoded({...offerOf(1), name: 'n'.repeat(1025)}),
		encoded({...offerOf(1), paths: Array.from({length: 201}, () => 'a')}),
		encoded({...offerOf(1), paths: ['a'.repeat(33 * 1024)]}),
		encoded({...offerOf(1), paths: ['a'.repeat(70 * 1024)]}),
	];
	for (const message of messages) {
		const stream = await knock(ben.key, keyPair);
		const closed = new Promise<void>(resolve => {
			stream.once('close', () => {
				resolve();
			});
		});
		const channel = Protomux.from(stream).createChannel({protocol: 'hyperferry/peer-offer'})!;
		channel.addMessage({encoding: raw});
		const offer = channel.addMessage({encoding: raw});
		channel.open();
		assert.equal(await channel.fullyOpened(), true);
		offer.send(message);
		await closed;
	}

	assert.deepEqual(ben.people.desk.offers, []);
});

test('in a local network all who allow it see each other, and may offer something; nobody else there can', async t => {
	const [ann, ben, cleo] = [await person(t, lan), await person(t, lan), await person(t, lan)];
	await ann.people.change(async () => {
		await ann.people.book.setOwnName('Ann');
		await ann.people.book.setLanOffers(true);
	});
	await ben.people.change(async () => ben.people.book.setLanOffers(true));
	// Others on this computer may take part at the same time.
	const isAnn = ({peer, toldName, isContact, isOnLan}: Person['people']['people'][number]): boolean => peer === ann.key && toldName === 'Ann' && !isContact && isOnLan;
	await ben.until(({people}) => people.some(each => isAnn(each)));

	await ann.offer([ben.key]);
	await ben.until(({desk}) => desk.offers.some(({peer, isFromLan}) => peer === ann.key && isFromLan));

	await cleo.add(ann, 'Ann');
	await ann.offer([cleo.key]);
	await cleo.until(({desk}) => desk.offers.some(({peer, isFromLan}) => peer === ann.key && !isFromLan));
	assert.ok(ben.people.people.every(({peer}) => peer !== cleo.key), 'who does not allow it is not seen');

	await ben.people.change(async () => ben.people.book.setLanOffers(false));
	assert.deepEqual(ben.people.people, []);
	await ann.offer([ben.key], {name: 'too late'});
	assert.ok(ben.people.desk.offers.every(({name}) => name !== 'too late'));
});

/** Makes two contacts of each other. */
async function introduce(ann: Person, ben: Person): Promise<void> {
	await ann.add(ben, 'Ben');
	await ben.add(ann, 'Ann');
}

/** Somebody who knows where people are, and dials them under any key. */
async function attacker(t: TestContext, bootstrap: readonly string[]): Promise<(key: string, keyPair: KeyPair) => Promise<SecretStream>> {
	const dht = new DHT({udx: chooseUdx(), bootstrap, host: '127.0.0.1'});
	t.after(async () => dht.destroy());
	await dht.fullyBootstrapped();
	return async (key, keyPair) => {
		for (;;) {
			const stream = dht.connect(Buffer.from(key, 'hex'), {keyPair});
			stream.on('error', () => undefined);
			t.after(() => {
				stream.destroy();
			});
			// A key is found only when its owner has announced it.
			if (await stream.opened) {
				return stream;
			}
		}
	};
}

/** Whether the other side opens no channel for offers. */
async function refused(stream: SecretStream): Promise<boolean> {
	const channel = Protomux.from(stream).createChannel({protocol: 'hyperferry/peer-offer'});
	channel?.open();
	return !(await channel?.fullyOpened());
}

function offerOf(index: number): OfferMessage {
	return {
		id: Buffer.alloc(16, index).toString('hex'), key: Buffer.alloc(32, index), name: `share ${index}`, kind: 'file', files: 1, bytes: 1, more: 0, paths: ['a'],
	};
}

function encoded(offer: OfferMessage): Uint8Array {
	const state = {start: 0, end: 0, buffer: null as Uint8Array | null};
	offerEncoding.preencode(state, offer);
	state.buffer = Buffer.alloc(state.end);
	offerEncoding.encode(state, offer);
	return state.buffer;
}
