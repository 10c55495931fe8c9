import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import path from 'node:path';
import test from 'node:test';
import crypto from 'hypercore-crypto';
import DHT from 'hyperdht';
import Protomux from 'protomux';
import {chooseUdx} from '../../source/network/choose-udx.ts';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {everything} from '../../source/app/file-selection.ts';
import {parseShareKey} from '../../source/link/share-key.ts';
import {twoEngines, type RunningEngine} from '../helpers/two-engines.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('what is offered to a contact arrives there, is accepted, and its bytes come', async t => {
	const {folder, sharer, receiver} = await twoEngines(t);
	const from = path.join(folder, 'from');
	await writeTree(from, {
		'a.txt': 'a', 'sub/b.txt': 'bb', '.ferryignore': '*.secret', 'c.secret': 'c',
	});
	await introduce(sharer, receiver);
	await sharer.engine.setOwnName('Ann’s laptop');
	const id = await sharer.engine.share([from], {asksFirst: false});
	await sharer.until(id, 'waiting');
	await sharer.engine.offerShare(id, [receiver.engine.getState().ownKey]);

	const {peerOffers: [offer], people} = await receiver.untilState(({peerOffers}) => peerOffers.length === 1);
	const {ownKey} = sharer.engine.getState();
	const {id: offerId, key, time, ...told} = offer!;
	assert.deepEqual(told, {
		peer: ownKey, name: 'from', kind: 'folder', files: 3, bytes: 11, paths: ['.ferryignore', 'a.txt', 'sub/b.txt'], more: 0, isFromLan: false,
	});
	assert.ok(key.startsWith('ferry1') && time > 0);
	assert.deepEqual(people.map(({name, isContact, isOnline}) => ({name, isContact, isOnline})), [{name: 'Ann', isContact: true, isOnline: true}]);
	await sharer.untilState(({sentOffers}) => sentOffers[0]?.status === 'received');

	const received = await receiver.engine.answerPeerOffer(offerId, 'accept');
	await receiver.until(received!, 'offered');
	assert.equal(sharer.engine.getState().sentOffers[0]?.status, 'received', 'nothing is told before it is said where it goes');
	await sharer.engine.offerShare(id, [receiver.engine.getState().ownKey]);
	await sharer.untilState(({sentOffers}) => sentOffers[0]?.status === 'received');
	await receiver.untilState(({peerOffers}) => peerOffers.length === 1 && peerOffers[0]!.time > time);
	await receiver.engine.answerOffer(received!, {directory: path.join(folder, 'to'), selection: everything});
	await receiver.until(received!, 'serving');
	await sharer.untilState(({sentOffers}) => sentOffers[0]?.status === 'accepted' && sentOffers[0].shareId === id);
	assert.deepEqual(receiver.engine.getState().peerOffers, []);
	const {differences} = await compareFolders(from, path.join(folder, 'to'));
	assert.deepEqual(differences.filter(difference => !difference.includes('c.secret')), []);
});

test('where only some may have a share, others see a peer that does not have it, and lose it at once', async t => {
	const {folder, bootstrap, sharer, receiver} = await twoEngines(t);
	const from = path.join(folder, 'from');
	await writeTree(from, {a: 'a'});
	const stranger = 'ab'.repeat(32);
	const shared = await sharer.engine.share([from], {asksFirst: false});
	const {key} = await sharer.until(shared, 'waiting');
	await sharer.engine.allowOnly(shared, [stranger]);
	assert.deepEqual((await sharer.untilState(({shares}) => shares[0]?.onlyAllowed !== undefined)).shares[0]?.onlyAllowed, [stranger]);

	const dht = new DHT({udx: chooseUdx(), bootstrap: [...bootstrap], host: '127.0.0.1'});
	t.after(async () => dht.destroy());
	// Who dials while it finds that out may open a connection that reaches nobody.
	await dht.fullyBootstrapped();
	const stream = dht.connect(Buffer.from(sharer.engine.getState().ownKey, 'hex'));
	stream.on('error', () => undefined);
	assert.equal(await stream.opened, true);
	for (const id of [crypto.discoveryKey(parseShareKey(key)), randomBytes(32)]) {
		const channel = Protomux.from(stream).createChannel({protocol: 'hypercore/alpha', id})!;
		channel.open();
		assert.equal(await channel.fullyOpened(), false);
	}

	const id = await receiver.engine.get(key);
	await receiver.until(id, 'waiting');
	assert.deepEqual(sharer.engine.peers(shared), []);
	await sharer.engine.allowOnly(shared, [stranger, receiver.engine.getState().ownKey]);
	await receiver.until(id, 'offered');
	await sharer.engine.allowOnly(shared, [stranger]);
	await sharer.until(shared, 'waiting');
	await sharer.reopen();
	const {shares: [again]} = await sharer.untilState(({shares}) => shares[0]?.status === 'waiting');
	assert.deepEqual(again?.onlyAllowed, [stranger], 'it is remembered');
	await sharer.engine.allowOnly(again.id, undefined);
	await receiver.untilState(({shares}) => shares[0]?.status === 'offered' && shares[0].peers > 0);
});

test('what is refused or comes from somebody who is then blocked goes from the inbox', async t => {
	const {folder, sharer, receiver} = await twoEngines(t);
	await introduce(sharer, receiver);
	const offer = async (name: string): Promise<string> => {
		await writeTree(path.join(folder, name), {a: 'a'});
		const id = await sharer.engine.share([path.join(folder, name)], {asksFirst: false});
		await sharer.until(id, 'waiting');
		await sharer.engine.offerShare(id, [receiver.engine.getState().ownKey]);
		const {peerOffers} = await receiver.untilState(({peerOffers}) => peerOffers.some(offer => offer.name === name));
		return peerOffers.find(offer => offer.name === name)!.id;
	};

	assert.equal(await receiver.engine.answerPeerOffer(await offer('one'), 'refuse'), undefined);
	await sharer.untilState(({sentOffers}) => sentOffers[0]?.status === 'refused');
	await offer('two');
	await receiver.engine.answerPeerOffer(await offer('three'), 'block');
	const {people, peerOffers} = await receiver.untilState(({people}) => people[0]?.isBlocked === true);
	assert.deepEqual([peerOffers, people[0]?.name], [[], 'Ann']);
	await receiver.reopen();
	assert.equal(receiver.engine.getState().people[0]?.isBlocked, true);
	await receiver.engine.removeContact(sharer.engine.getState().ownKey);
	await receiver.untilState(({people}) => people.length === 0);
});

test('who can’t be a contact is told why', async t => {
	const {sharer, receiver} = await twoEngines(t);
	const {ownKey} = sharer.engine.getState();
	const other = receiver.engine.getState().ownKey;
	await sharer.engine.addContact(` ${other.toUpperCase()}\n`, 'Ben');
	for (const [key, name] of [[ownKey, 'Me'], ['ab', 'Ben'], ['cd'.repeat(32), ' '], ['cd'.repeat(32), 'BEN'], ['cd'.repeat(32), 'cd'.repeat(32)], ['cd'.repeat(32), 'n'.repeat(300)]] as const) {
		await assert.rejects(sharer.engine.addContact(key, name), {code: 'usage'});
	}

	await assert.rejects(sharer.engine.setOwnName('n'.repeat(65)), {code: 'usage'});
	assert.deepEqual(await sharer.engine.comparisonWords(other), await receiver.engine.comparisonWords(ownKey));
	assert.deepEqual((await sharer.untilState(({peerNames}) => peerNames[other] !== undefined)).peerNames, {[other]: 'Ben'});
});

/** Makes two contacts of each other. */
async function introduce(ann: RunningEngine, ben: RunningEngine): Promise<void> {
	await ann.engine.addContact(ben.engine.getState().ownKey, 'Ben');
	await ben.engine.addContact(ann.engine.getState().ownKey, 'Ann');
}
