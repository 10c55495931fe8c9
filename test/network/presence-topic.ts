import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {neighboursTopic, presenceTopic} from '../../source/network/presence-topic.ts';

test('what people stand under is the same in every version, and another for everybody', () => {
	assert.equal(Buffer.from(presenceTopic(new Uint8Array(32))).toString('hex'), '8c9b2fb478fd6d0d538e6380c4a37a9655e6cbf1df6cd5c11f39475d712c751e');
	assert.equal(Buffer.from(neighboursTopic()).toString('hex'), '2594a0088c2039cc29fceb9f206be3c60a4acfea1e44bd0f212bce74b7a35051');
	assert.notDeepEqual(presenceTopic(new Uint8Array(32)), presenceTopic(new Uint8Array(32).fill(1)));
});
