import assert from 'node:assert/strict';
import test from 'node:test';
import {shortKey} from '../../../source/base/format.ts';
import {activityText} from '../../../source/ui/rows/activity-row.ts';

const peer = '3f9a6b24c81e5d70'.repeat(4);

test('a peer that has a name goes by it, also in what happened before', () => {
	const text = `${shortKey(peer)} connected`;
	assert.equal(activityText({text, peer}, {}), text);
	assert.equal(activityText({text}, {[peer]: 'Ben'}), text);
	assert.equal(activityText({text, peer}, {[peer]: 'Ben $& Co'}), 'Ben $& Co connected');
});
