import assert from 'node:assert/strict';
import test from 'node:test';
import {activityOf} from '../../source/app/activity-of.ts';
import {shortKey} from '../../source/base/format.ts';

const peer = 'ab'.repeat(32);

test('what a peer has done says which one, so that it can be called by its name', () => {
	for (const event of [
		{type: 'peer-connected', peer, route: 'tcp'},
		{type: 'peer-route', peer, route: 'tcp'},
		{type: 'peer-disconnected', peer},
		{type: 'peer-asks', peer, address: '192.0.2.7:41000'},
		{
			type: 'delivered', peer, version: 1, files: 1, bytes: 1, everything: true,
		},
	] as const) {
		const activity = activityOf(event, 0);
		assert.equal(activity?.peer, peer, event.type);
		assert.ok(activity.text.includes(shortKey(peer)), event.type);
	}
});

test('what the screen shows anyway is no line of a history', () => {
	assert.equal(activityOf({type: 'stopping'}, 0), undefined);
	assert.equal(activityOf({type: 'searching'}, 0), undefined);
});
