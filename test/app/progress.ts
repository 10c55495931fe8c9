import assert from 'node:assert/strict';
import test from 'node:test';
import {sampleProgress} from '../../source/app/progress.ts';
import {mockTimers} from '../helpers/mock-timers.ts';

test('progress is told at once, four times a second while something changes, and once more at the end', t => {
	mockTimers(t, ['setInterval', 'Date']);
	let bytes = 0;
	const reports: Array<readonly [bytes: number, bytesPerSecond: number]> = [];
	const stop = sampleProgress(() => bytes, speed => {
		reports.push([bytes, speed]);
	});
	assert.deepEqual(reports, [[0, 0]]);
	for (bytes of [100, 200]) {
		t.mock.timers.tick(249);
		t.mock.timers.tick(1);
	}

	bytes = 250;
	stop();
	assert.deepEqual(reports, [[0, 0], [100, 400], [200, 400], [250, 500]]);
	bytes = 1000;
	t.mock.timers.tick(10_000);
	assert.equal(reports.length, 4);
});

test('nothing is told while nothing changes, but the speed as it falls', t => {
	mockTimers(t, ['setInterval', 'Date']);
	let bytes = 0;
	const speeds: number[] = [];
	const stop = sampleProgress(() => bytes, speed => {
		speeds.push(speed);
	});
	const pass = (samples: number): void => {
		for (let sample = 0; sample < samples; sample++) {
			t.mock.timers.tick(250);
		}
	};

	pass(4);
	assert.deepEqual(speeds, [0]);
	bytes = 1000;
	pass(80);
	assert.ok(speeds.length > 2);
	assert.equal(speeds.at(-1), 0);
	const told = speeds.length;
	pass(80);
	assert.equal(speeds.length, told);
	stop();
	assert.equal(speeds.length, told + 1);
});
