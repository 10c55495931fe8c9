import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {EventBurst, mayHaveLost} from '../../source/folder/event-burst.ts';

test('events may be lost from three quarters of what the kernel keeps', () => {
	const table: ReadonlyArray<[events: number, bound: number, isLost: boolean]> = [
		[0, 16_384, false],
		[6000, 16_384, false],
		[12_287, 16_384, false],
		[12_288, 16_384, true],
		[20_000, 16_384, true],
		[100, 128, true],
		[1_000_000, Infinity, false],
	];
	for (const [events, bound, isLost] of table) {
		assert.equal(mayHaveLost(events, bound), isLost, `${events} of ${bound}`);
	}
});

test('a loss is told once a burst, to everybody who listens', async () => {
	const burst = new EventBurst(100);
	const told: string[] = [];
	burst.listen(() => told.push('one'));
	const stop = burst.listen(() => told.push('two'));
	countTo(burst, 200);
	assert.deepEqual(told, []);
	await nextTurn();
	assert.deepEqual(told, ['one', 'two']);
	stop();
	countTo(burst, 75);
	await nextTurn();
	assert.deepEqual(told, ['one', 'two', 'one']);
});

test('events of different turns are not added up', async () => {
	const burst = new EventBurst(100);
	let isLost = false;
	burst.listen(() => {
		isLost = true;
	});
	for (let turn = 0; turn < 5; turn++) {
		countTo(burst, 74);
		await nextTurn();
	}

	assert.equal(isLost, false);
});

test('watches are closed after the turn, few at a time, as each end is an event in the queue', async () => {
	const burst = new EventBurst(160);
	let isLost = false;
	const closed: number[] = [];
	burst.listen(() => {
		isLost = true;
	});
	const watches = Array.from({length: 25}, (_, number) => ({
		close() {
			closed.push(number);
		},
	}));
	for (const watch of watches) {
		burst.closeLater(watch);
	}

	const seen: number[] = [closed.length];
	for (let turn = 0; turn < 3; turn++) {
		await nextTurn();
		seen.push(closed.length);
	}

	assert.deepEqual(seen, [0, 10, 20, 25]);
	// What was closed in the last turn, and what has come since.
	countTo(burst, 115);
	await nextTurn();
	assert.equal(isLost, true);
});

function countTo(burst: EventBurst, count: number): void {
	for (let number = 0; number < count; number++) {
		burst.count();
	}
}
