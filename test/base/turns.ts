import assert from 'node:assert/strict';
import test from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';
import {Turns} from '../../source/base/turns.ts';

test('work waits for what came before it, also when that fails', async () => {
	const turns = new Turns();
	const log: string[] = [];
	const work = (name: string, failure?: Error) => async (): Promise<string> => {
		log.push(`${name} begins`);
		await turn();
		log.push(`${name} ends`);
		if (failure) {
			throw failure;
		}

		return name;
	};

	assert.equal(turns.isIdle, true);
	const results = await Promise.allSettled([turns.run(work('first')), turns.run(work('second', new Error('no'))), turns.run(work('third'))]);
	assert.deepEqual(results.map(({status}) => status), ['fulfilled', 'rejected', 'fulfilled']);
	assert.deepEqual(log, ['first begins', 'first ends', 'second begins', 'second ends', 'third begins', 'third ends']);
	assert.equal(turns.isIdle, true);
});

test('a turn lasts until its end is called', async () => {
	const turns = new Turns();
	const end = await turns.wait();
	let isNext = false;
	const next = turns.run(async () => {
		isNext = true;
	});
	await turn();
	assert.deepEqual([isNext, turns.isIdle], [false, false]);
	end();
	await next;
	assert.equal(isNext, true);
});
