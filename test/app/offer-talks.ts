import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test, {type TestContext} from 'node:test';
import type SecretStream from '@hyperswarm/secret-stream';
import {OfferDesk} from '../../source/app/offer-desk.ts';
import {OfferTalks, type OfferTalksOptions} from '../../source/app/offer-talks.ts';
import {OfferChannel} from '../../source/transfer/offer-channel.ts';
import type {OfferMessage} from '../../source/transfer/offer-messages.ts';
import {connectedStreams} from '../helpers/memory-feeds.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {waitFor} from '../helpers/wait-for.ts';

const ann = 'a1'.repeat(32);

test('a flood is over when its peer has been silent for long enough', async t => {
	const {desk, stream, clock, changes} = await prepare(t);
	const flood = talk(stream);
	await flood.opened;
	for (let index = 0; index < 11; index++) {
		flood.channel.offer(offerOf(index));
	}

	await flood.closed;
	await waitFor(changes, 'change', () => desk.offers.length === 10 || undefined);
	const again = talk(stream);
	await again.closed;
	clock.time += 120_000;
	const later = talk(stream);
	await later.opened;
	later.channel.offer(offerOf(50));
	await waitFor(changes, 'change', () => desk.offers.some(({name}) => name === 'share 50') || undefined);
	assert.equal(desk.offers.length, 10, 'the oldest has made room');
});

test('who may only answer can’t offer anything', async t => {
	const {desk, stream} = await prepare(t, {mayOffer: () => undefined});
	await desk.send({
		key: 'cd'.repeat(32), name: 'n', kind: 'file', files: 1, bytes: 1, paths: [], more: 1,
	}, [ann], 0);
	const {channel, opened, offers} = talk(stream);
	await opened;
	channel.offer(offerOf(1));
	const told = await offers.next();
	channel.answer({id: told.id, answer: 'accepted'});
	await waitFor(desk.changes, 'change', () => desk.sent[0]?.status === 'accepted' || undefined);
	assert.deepEqual(desk.offers, []);
});

test('what nobody can have now is not offered', async t => {
	const {desk, talks, stream, served} = await prepare(t);
	served.isServed = false;
	await desk.send({
		key: 'cd'.repeat(32), name: 'n', kind: 'file', files: 1, bytes: 1, paths: [], more: 1,
	}, [ann], 0);
	const {opened, offers} = talk(stream);
	await opened;
	talks.tellAll();
	assert.equal(offers.count, 0);
	served.isServed = true;
	talks.tellAll();
	talks.tellAll();
	const {name} = await offers.next();
	assert.deepEqual([name, offers.count], ['n', 1]);
});

async function prepare(t: TestContext, change: Partial<OfferTalksOptions> = {}) {
	const changes = new EventTarget();
	const opened = await OfferDesk.open({directory: await temporaryFolder(t)});
	const desk = Object.assign(opened, {changes});
	const clock = {time: 0};
	const served = {isServed: true};
	const [stream, other] = await connectedStreams(t);
	const talks = new OfferTalks({
		desk,
		ownName: () => 'Ben',
		mayTalk: () => true,
		mayOffer: () => ({isFromLan: false}),
		isServed: () => served.isServed,
		now: () => clock.time,
		onChange() {
			changes.dispatchEvent(new Event('change'));
		},
		...change,
	});
	talks.add({stream: other, peer: ann});
	return {
		desk, talks, stream, clock, served, changes,
	};
}

function talk(stream: SecretStream) {
	const heard: OfferMessage[] = [];
	const changes = new EventTarget();
	let onOpen = (): void => undefined;
	let onClose = (): void => undefined;
	const opened = new Promise<void>(resolve => {
		onOpen = resolve;
	});
	const closed = new Promise<void>(resolve => {
		onClose = resolve;
	});
	const channel = new OfferChannel(stream, {
		onHello: () => undefined,
		onAnswer: () => undefined,
		onOffer(offer) {
			heard.push(offer);
			changes.dispatchEvent(new Event('change'));
		},
		onOpen,
		onClose,
	});
	return {
		channel, opened, closed, offers: {
			next: async () => waitFor(changes, 'change', () => heard[0]),
			get count() {
				return heard.length;
			},
		},
	};
}

function offerOf(index: number): OfferMessage {
	return {
		id: Buffer.alloc(16, index).toString('hex'), key: Buffer.alloc(32, index), name: `share ${index}`, kind: 'file', files: 1, bytes: 1, more: 0, paths: ['a'],
	};
}
