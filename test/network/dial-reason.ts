import assert from 'node:assert/strict';
import test from 'node:test';
import {dialFailure} from '../../source/network/dial-reason.ts';

test('where two routers are in the way, it is said what helps', () => {
	for (const code of ['HOLEPUNCH_ABORTED', 'HOLEPUNCH_DOUBLE_RANDOMIZED_NATS', 'CANNOT_HOLEPUNCH', 'REMOTE_NOT_HOLEPUNCHABLE']) {
		const {reason, remedy} = dialFailure(code);
		assert.match(reason, /no direct way/v);
		assert.match(remedy!, /relay/v);
	}
});

test('a peer that doesn’t answer may do so later', () => {
	for (const code of ['PEER_CONNECTION_FAILED', 'HOLEPUNCH_PROBE_TIMEOUT', 'ETIMEDOUT', 'PEER_NOT_FOUND']) {
		assert.equal(dialFailure(code).remedy, undefined);
	}
});

test('a reason that nobody has thought of is named', () => {
	assert.match(dialFailure('ESURPRISE').reason, /ESURPRISE/v);
});

test('who goes through a relay is not advised to, but to look after it', () => {
	const {reason, remedy} = dialFailure('CANNOT_HOLEPUNCH', {hasRelay: true});
	assert.match(reason, /none through the relay/v);
	assert.match(remedy!, /still runs/v);
	assert.doesNotMatch(remedy!, /--relay-through/v);
	assert.deepEqual(dialFailure('ETIMEDOUT', {hasRelay: true}), dialFailure('ETIMEDOUT'));
});
