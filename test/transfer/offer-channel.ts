import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import type SecretStream from '@hyperswarm/secret-stream';
import {OfferChannel, whenAskedForOffers} from '../../source/transfer/offer-channel.ts';
import type {OfferMessage} from '../../source/transfer/offer-messages.ts';
import {connectedStreams} from '../helpers/memory-feeds.ts';
import {roundTrip} from '../helpers/round-trip.ts';

const offer: OfferMessage = {
	id: '0f'.repeat(16), key: new Uint8Array(32).fill(7), name: 'Grüße', kind: 'several', files: 3, bytes: 2 ** 40, more: 1, paths: ['a', 'b/ä'],
};

test('both sides hear names, offers and answers, whichever begins', async t => {
	const {left, right} = await pair(t);
	left.channel.sayName('Ann');
	left.channel.sayName('not again');
	left.channel.offer(offer);
	right().channel.answer({id: offer.id, answer: 'accepted'});
	await roundTrip(left.stream, right().stream);
	assert.deepEqual(right().heard, [['hello', 'Ann'], ['offer', offer]]);
	assert.deepEqual(left.heard, [['answer', {id: offer.id, answer: 'accepted'}]]);
	assert.deepEqual([left.channel.isOpen, right().channel.isOpen], [true, true]);
});

test('who does not open its side hears nothing, and is seen as one who knows nothing of it', async t => {
	const [left, right] = await connectedStreams(t);
	const {channel, closed} = talk(left);
	whenAskedForOffers(right, () => undefined);
	channel.offer(offer);
	await closed;
	assert.deepEqual([channel.isOpen, left.destroyed, right.destroyed], [false, false, false]);
});

test('there is one channel at a time, and another after it was closed', async t => {
	const {left, right} = await pair(t);
	assert.equal(talk(left.stream).channel.exists, false);
	left.channel.close();
	await right().closed;
	assert.equal(talk(left.stream).channel.exists, true);
});

type Talk = {readonly stream: SecretStream; readonly channel: OfferChannel; readonly heard: unknown[]; readonly opened: Promise<void>; readonly closed: Promise<void>};

function talk(stream: SecretStream): Talk {
	const heard: unknown[] = [];
	let onOpen = (): void => undefined;
	let onClose = (): void => undefined;
	const opened = new Promise<void>(resolve => {
		onOpen = resolve;
	});
	const closed = new Promise<void>(resolve => {
		onClose = resolve;
	});
	const channel = new OfferChannel(stream, {
		onHello: name => heard.push(['hello', name]), onOffer: offer => heard.push(['offer', offer]), onAnswer: answer => heard.push(['answer', answer]), onOpen, onClose,
	});
	return {
		stream, channel, heard, opened, closed,
	};
}

async function pair(t: TestContext): Promise<{readonly left: Talk; readonly right: () => Talk}> {
	const [leftStream, rightStream] = await connectedStreams(t);
	let right: Talk | undefined;
	whenAskedForOffers(rightStream, () => {
		right ??= talk(rightStream);
	});
	const left = talk(leftStream);
	await left.opened;
	return {left, right: () => right!};
}
