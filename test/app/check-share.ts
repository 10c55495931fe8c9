import assert from 'node:assert/strict';
import test from 'node:test';
import {describeKnown} from '../../source/app/check-share.ts';

test('of a whole share that isn’t open here, it is said how others get it from here', () => {
	assert.match(describeKnown({direction: 'sharing', complete: true}, undefined).remedy!, /ferry share/v);
	assert.match(describeKnown({direction: 'receiving', complete: true}, undefined).remedy!, /ferry get --stay/v);
});

test('one that is open, or isn’t complete yet, needs no word', () => {
	assert.equal(describeKnown({direction: 'sharing', complete: true}, 7).status, 'good');
	assert.match(describeKnown({direction: 'sharing', complete: true}, 7).finding, /open in process 7/v);
	assert.equal(describeKnown({direction: 'receiving', complete: false}, undefined).remedy, undefined);
});
