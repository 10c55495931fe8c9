import assert from 'node:assert/strict';
import test from 'node:test';
import {newBucket, take, waitOf} from '../../source/base/token-bucket.ts';

const rate = 1000;

test('at first something passes, whatever its size, and what comes next waits for it', () => {
	const bucket = newBucket(5);
	assert.equal(waitOf(bucket, rate, 5), 0);
	const taken = take(bucket, 2500, {rate, time: 5});
	const waits = [5, 1005, 2504, 2505, 9999].map(time => waitOf(taken, rate, time));
	assert.deepEqual(waits, [2500, 1500, 1, 0, 0]);
});

test('pieces of any size keep to the rate', () => {
	for (const size of [1, 10, 999, 1000, 50_000]) {
		let bucket = newBucket(0);
		let time = 0;
		for (let count = 0; count < 100; count++) {
			time += waitOf(bucket, rate, time);
			bucket = take(bucket, size, {rate, time});
		}

		time += waitOf(bucket, rate, time);
		const passed = 100 * size / time * 1000;
		assert.ok(Math.abs(passed - rate) <= rate * 0.01, `${size} at a time: ${passed}`);
	}
});

test('a pause saves up no more than a tenth of a second', () => {
	const bucket = take(newBucket(0), 0, {rate, time: 1_000_000});
	assert.equal(waitOf(take(bucket, 100, {rate, time: 1_000_000}), rate, 1_000_000), 0);
	assert.equal(waitOf(take(bucket, 101, {rate, time: 1_000_000}), rate, 1_000_000), 1);
});

test('what was taken in vain can be put back', () => {
	const bucket = take(take(newBucket(0), 500, {rate, time: 0}), -500, {rate, time: 0});
	assert.equal(waitOf(bucket, rate, 0), 0);
});

test('a limit that changes counts from then on, for what has passed already too', () => {
	const bucket = take(newBucket(0), 1000, {rate, time: 0});
	assert.equal(waitOf(bucket, 100, 0), 10_000);
	assert.equal(waitOf(bucket, 10_000, 0), 100);
});

test('a clock that was set back makes nobody wait longer', () => {
	const bucket = take(newBucket(1000), 100, {rate, time: 1000});
	assert.equal(waitOf(bucket, rate, 0), 100);
});

test('where more is allowed at once, so much passes after a pause, and then no more than the rate', () => {
	const limits = {rate: 1, most: 3};
	let bucket = {tokens: 3, time: 0};
	const left: number[] = [];
	for (const time of [0, 0, 0, 0, 1000, 1000, 60_000]) {
		bucket = take(bucket, 1, {...limits, time});
		left.push(bucket.tokens);
	}

	assert.deepEqual(left, [2, 1, 0, -1, -1, -2, 2]);
});
