import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import test from 'node:test';
import {LanCallers} from '../../source/network/lan-callers.ts';
import {challengeLength, tagOf} from '../../source/network/lan-tag.ts';

const newChallenge = (): Uint8Array => Uint8Array.from(randomBytes(challengeLength));
const [feed, other] = [randomBytes(32), randomBytes(32)];

test('tags are recognised of whoever was heard, for the feeds that there are', () => {
	const own = newChallenge();
	const callers = new LanCallers({own});
	callers.add('feed', feed);
	const challenge = newChallenge();
	const {caller, isNew} = callers.hear(challenge)!;
	assert.ok(isNew);
	assert.equal(callers.hear(challenge)!.isNew, false);
	callers.add('other', other);
	const tag = (key: Uint8Array): string => Buffer.from(tagOf(key, {from: challenge, to: own})).toString('hex');
	assert.deepEqual([caller.topics.get(tag(feed)), caller.topics.get(tag(other))], ['feed', 'other']);
	callers.remove('feed', feed);
	assert.deepEqual([...caller.topics.values()], ['other']);
});

test('what we say ourselves is not heard', () => {
	const own = newChallenge();
	assert.equal(new LanCallers({own}).hear(own), undefined);
});

test('who was heard longest ago makes room', () => {
	const callers = new LanCallers({own: newChallenge(), most: 2});
	const [first, second, third] = [newChallenge(), newChallenge(), newChallenge()];
	for (const challenge of [first, second, first, third]) {
		callers.hear(challenge);
	}

	assert.deepEqual(callers.all.map(({challenge}) => challenge), [first, third]);
});

test('of many strangers only so many are listened to, and who is known always', () => {
	let time = 0;
	const callers = new LanCallers({
		own: newChallenge(), strangersAtOnce: 3, strangersPerSecond: 2, now: () => time,
	});
	const known = newChallenge();
	callers.hear(known);
	const countHeard = (): number => Array.from({length: 100}, () => callers.hear(newChallenge())).filter(Boolean).length;
	assert.equal(countHeard(), 2);
	assert.ok(callers.hear(known));
	time += 1000;
	assert.equal(countHeard(), 2);
	time += 3_600_000;
	assert.equal(countHeard(), 3);
});
