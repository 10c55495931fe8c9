import assert from 'node:assert/strict';
import {test} from 'node:test';
import {TimeSlice} from '../../source/base/time-slice.ts';

test('work that never waits lets others run', async () => {
	const slice = new TimeSlice();
	const others = new Promise<'run'>(resolve => {
		setImmediate(resolve, 'run');
	});
	const work = async (): Promise<never> => {
		for (;;) {
			await slice.next();
			stopped.signal.throwIfAborted();
		}
	};

	const stopped = new AbortController();
	const working = work();
	assert.equal(await Promise.race([working, others]), 'run');
	stopped.abort(new Error('Enough'));
	await assert.rejects(working, {message: 'Enough'});
});

test('short work is not held up', async () => {
	const slice = new TimeSlice();
	let hasRun = false;
	setImmediate(() => {
		hasRun = true;
	});
	await slice.next();
	assert.ok(!hasRun);
});
