import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import type {FerryEvent} from '../../source/app/events.ts';
import {type AccessRules, changed, PeerAccess} from '../../source/app/peer-access.ts';

const everyone: AccessRules = {
	asksFirst: false, allowedPeers: [], blockedPeers: [], chosenPeers: [], onlyAllowed: null,
};

function openAccess(rules: Partial<AccessRules> = {}) {
	const saved: unknown[] = [];
	const events: FerryEvent[] = [];
	const requests: string[] = [];
	const access = new PeerAccess({
		library: {
			async update(_key, _direction, change) {
				saved.push(change);
			},
		},
		key: Buffer.alloc(32),
		direction: 'sharing',
		record: {...everyone, ...rules},
		onEvent(event) {
			events.push(event);
		},
		onRequest(request) {
			requests.push(request.peer);
		},
	});
	let reviews = 0;
	access.onChange(() => {
		reviews++;
	});
	return {
		access, saved, events, requests, reviews: () => reviews,
	};
}

test('a peer is blocked at once, before that is saved', async () => {
	const {access, saved, reviews} = openAccess();
	assert.equal(access.decide('ann'), 'allowed');
	const saving = access.change('blockedPeers', 'ann', {isIn: true});
	assert.equal(access.decide('ann'), 'refused');
	assert.equal(reviews(), 1);
	await saving;
	assert.deepEqual(saved, [{...everyone, blockedPeers: ['ann']}]);
	await access.change('blockedPeers', 'ann', {isIn: false});
	assert.equal(access.decide('ann'), 'allowed');
});

test('a share that is open can begin to ask about new peers, and end it', async () => {
	const {access, saved, reviews} = openAccess({allowedPeers: ['ann']});
	await access.askFirst(true);
	assert.deepEqual(['ann', 'bob'].map(peer => access.decide(peer)), ['allowed', 'ask']);
	assert.equal(reviews(), 1);
	assert.deepEqual(saved, [{...everyone, allowedPeers: ['ann'], asksFirst: true}]);
	await access.askFirst(false);
	assert.equal(access.decide('bob'), 'allowed');
});

test('a peer that has to ask is told of, and follows the answer', async () => {
	const {access, events, requests} = openAccess({asksFirst: true});
	access.onRequest({peer: 'ann', address: '192.0.2.1:1'});
	assert.deepEqual(events, [{type: 'peer-asks', peer: 'ann', address: '192.0.2.1:1'}]);
	assert.deepEqual(requests, ['ann']);
	await access.answer('ann', {isAllowed: true});
	await access.answer('bob', {isAllowed: false});
	assert.deepEqual(['ann', 'bob', 'eve'].map(peer => access.decide(peer)), ['allowed', 'refused', 'ask']);
});

test('a list has nobody twice', () => {
	assert.deepEqual(changed(['ann', 'bob'], 'ann', true), ['bob', 'ann']);
	assert.deepEqual(changed(['ann', 'bob'], 'ann', false), ['bob']);
});
