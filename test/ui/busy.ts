import assert from 'node:assert/strict';
import test from 'node:test';
import {createBusy} from '../../source/ui/busy.ts';

test('it is idle when the last of what began is over', async () => {
	const busy = createBusy();
	let idle = 0;
	busy.onIdle(() => {
		idle++;
	});
	const first = busy.begin();
	const second = busy.track(Promise.reject(new Error('It failed')));
	first();
	first();
	assert.equal(idle, 0);
	await assert.rejects(second, /It failed/v);
	assert.equal(idle, 1);
	assert.ok(busy.isIdle());
});
