import assert from 'node:assert/strict';
import test from 'node:test';
import {lookAgainDelay} from '../../source/network/look-again.ts';

test('the wait doubles from one second to half a minute', () => {
	const delays = Array.from({length: 8}, (_, attempt) => lookAgainDelay(attempt, 0.5));
	assert.deepEqual(delays, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test('chance moves it by an eighth either way', () => {
	assert.equal(lookAgainDelay(0, 0), 875);
	assert.equal(lookAgainDelay(0, 1), 1125);
	assert.equal(lookAgainDelay(9, 0), 26_250);
	assert.equal(lookAgainDelay(9, 1), 33_750);
});

test('however long nobody is found, it looks again', () => {
	for (const attempt of [10, 1000, 1024, 1_000_000, Number.MAX_SAFE_INTEGER]) {
		assert.equal(lookAgainDelay(attempt, 0.5), 30_000);
	}
});
