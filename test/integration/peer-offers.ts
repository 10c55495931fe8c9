import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {everything} from '../../source/app/file-selection.ts';
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
	await receiver.engine.answerOffer(received!, {directory: path.join(folder, 'to'), selection: everything});
	await receiver.until(received!, 'serving');
	await sharer.untilState(({sentOffers}) => sentOffers[0]?.status === 'accepted' && sentOffers[0].shareId === id);
	assert.deepEqual(receiver.engine.getState().peerOffers, []);
	const {differences} = await compareFolders(from, path.join(folder, 'to'));
	assert.deepEqual(differences.filter(difference => !difference.includes('c.secret')), []);
});

/** Makes two contacts of each other. */
async function introduce(ann: RunningEngine, ben: RunningEngine): Promise<void> {
	await ann.engine.addContact(ben.engine.getState().ownKey, 'Ben');
	await ben.engine.addContact(ann.engine.getState().ownKey, 'Ann');
}
