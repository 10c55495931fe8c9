import assert from 'node:assert/strict';
import {test} from 'node:test';
import {resumePeers} from '../../source/transfer/resume-peers.ts';
import {FakeFeed, fakePeer} from '../helpers/fake-peers.ts';

test('peers of which something could not be stored are asked again, and those that sent bad data are not', () => {
	const [full, bad, wrong, active] = [fakePeer({paused: true}), fakePeer({paused: true, invalidData: 1}), fakePeer({paused: true, invalidRequests: 1}), fakePeer()];
	const feed = new FakeFeed(full, bad, wrong, active);
	resumePeers(feed.asHypercore());
	assert.deepEqual([full, bad, wrong, active].map(({paused}) => paused), [false, true, true, false]);
});
