import assert from 'node:assert/strict';
import test from 'node:test';
import {
	mostOffers, mostOffersOfPeer, parseInbox, withAnswer, withoutPeer, withoutReply, withPeerOffer, type Inbox, type PeerOffer,
} from '../../source/library/peer-offers.ts';

const empty: Inbox = {offers: [], replies: [], next: 1};

function keyOf(number: number): string {
	return number.toString(16).padStart(64, '0');
}

function offerOf(peer: number, key: number, isFromLan = false): Omit<PeerOffer, 'id'> {
	return {
		peer: keyOf(peer), told: `${peer}-${key}`, key: keyOf(key), name: 'n', kind: 'file', files: 1, bytes: 1, paths: ['a'], more: 0, time: 0, isFromLan,
	};
}

function inboxOf(...offers: ReadonlyArray<Omit<PeerOffer, 'id'>>): Inbox {
	let inbox = empty;
	for (const offer of offers) {
		inbox = withPeerOffer(inbox, offer);
	}

	return inbox;
}

test('every offer has a number of its own, and none is given twice', () => {
	const {offers, next} = inboxOf(offerOf(1, 1), offerOf(2, 1), offerOf(1, 2));
	assert.deepEqual(offers.map(({id, peer}) => [id, peer]), [['1', keyOf(1)], ['2', keyOf(2)], ['3', keyOf(1)]]);
	assert.equal(next, 4);
	const [first, ...others] = offers;
	const answered = withAnswer({offers, replies: [], next}, first!, {answer: 'refused', isKept: false});
	assert.deepEqual(withPeerOffer(answered, offerOf(1, 1)).offers.map(({id}) => id), [...others.map(({id}) => id), '4'], 'what was refused is another one when it is offered again');
});

test('a share that is offered again keeps its number, and what is said last of it counts', () => {
	const again = {...offerOf(1, 1), told: 'again', files: 2};
	const {offers, next} = inboxOf(offerOf(1, 1), offerOf(2, 1), again);
	assert.deepEqual(offers, [{...offerOf(2, 1), id: '2'}, {...again, id: '1'}]);
	assert.equal(next, 3);
	assert.deepEqual(inboxOf(offerOf(1, 1), {...offerOf(1, 2), told: '1-1'}).offers.map(({id, key}) => [id, key]), [['2', keyOf(2)]], 'another share under the same name of the peer is another offer');
});

test('of one peer ten are kept, the oldest goes, and others keep theirs', () => {
	const {offers} = inboxOf(offerOf(2, 1), ...Array.from({length: mostOffersOfPeer + 3}, (_, index) => offerOf(1, index)));
	assert.equal(offers.length, mostOffersOfPeer + 1);
	assert.deepEqual(offers.slice(0, 2).map(({told}) => told), ['2-1', '1-3']);
});

test('strangers of the local network push nobody out, and make room for a contact', () => {
	const strangers = Array.from({length: mostOffers - 1}, (_, index) => offerOf(index + 10, 1, true));
	const full = inboxOf(offerOf(1, 1), ...strangers);
	assert.equal(full.offers.length, mostOffers);
	assert.equal(withPeerOffer(full, offerOf(1000, 1, true)), full);
	const next = withPeerOffer(full, offerOf(2, 2));
	assert.equal(next.offers.length, mostOffers);
	assert.deepEqual([next.offers[0]?.told, next.offers[1]?.told, next.offers.at(-1)?.told], ['1-1', '11-1', '2-2']);
	const again = withPeerOffer(full, offerOf(10, 2, true));
	assert.equal(again.offers.length, mostOffers);
	assert.ok(again.offers.every(({told}) => told !== '10-1'));
});

test('an answer goes to the peer, and the offer goes unless it is kept', () => {
	const inbox = inboxOf(offerOf(1, 1));
	const [offer] = inbox.offers;
	const reply = {peer: keyOf(1), told: '1-1', answer: 'refused'} as const;
	const answered = withAnswer(inbox, offer!, {answer: 'refused', isKept: false});
	assert.deepEqual([answered.offers, answered.replies], [[], [reply]]);
	assert.deepEqual(withAnswer(inbox, offer!, {answer: 'accepted', isKept: true}).offers, [offer]);
	assert.deepEqual(withoutReply(answered, reply).replies, []);
	assert.deepEqual(withoutPeer(answered, keyOf(1)), {...empty, next: 2});
	assert.equal(withoutPeer(inbox, keyOf(9)), inbox);
});

test('what is no inbox is none', () => {
	const inbox = inboxOf(offerOf(1, 1));
	assert.deepEqual(parseInbox(structuredClone(inbox)), inbox);
	for (const value of [null, [], {}, {...inbox, next: -1}, {...inbox, offers: [{}]}, {...inbox, offers: [{...inbox.offers[0], peer: 'x'}]}, {...inbox, replies: [{}]}]) {
		assert.equal(parseInbox(value), undefined);
	}
});
