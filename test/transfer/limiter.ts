import assert from 'node:assert/strict';
import test from 'node:test';
import {Limiter} from '../../source/transfer/limiter.ts';
import {ManualClock} from '../helpers/manual-clock.ts';

test('without a limit all pass at once', () => {
	const {limiter, passed, enter} = prepare();
	enter('a', 'b');
	assert.equal(limiter.isLimited, false);
	assert.deepEqual(passed, ['a 0', 'b 0']);
});

test('with one they pass in their order, at its rate', async () => {
	const {clock, limiter, passed, enter} = prepare();
	limiter.setRate(1000);
	enter('a', 'b', 'c');
	assert.equal(limiter.isLimited, true);
	assert.deepEqual(passed, ['a 0']);
	await clock.next();
	await clock.next();
	assert.deepEqual(passed, ['a 0', 'b 500', 'c 1000']);
	assert.equal(clock.waiting, 0);
});

test('a limit that changes counts for those that wait', async () => {
	const {clock, limiter, passed, enter} = prepare();
	limiter.setRate(1);
	enter('a', 'b', 'c', 'd', 'e');
	limiter.setRate(500);
	await clock.next();
	assert.deepEqual(passed, ['a 0', 'b 1000']);
	limiter.setRate(undefined);
	assert.deepEqual(passed, ['a 0', 'b 1000', 'c 1000', 'd 1000', 'e 1000']);
	assert.equal(clock.waiting, 0);
});

test('who is gone takes nothing, and keeps nobody waiting', async () => {
	const {clock, limiter, passed, enter, gone} = prepare();
	limiter.setRate(1000);
	enter('a', 'b', 'c');
	gone.add('b');
	await clock.next();
	assert.deepEqual(passed, ['a 0', 'c 500']);
	gone.add('d');
	enter('d');
	assert.equal(clock.waiting, 0);
});

test('who turns out bigger keeps the next one waiting longer', async () => {
	const {clock, limiter, passed, enter} = prepare();
	limiter.setRate(1000);
	enter('a', 'b');
	limiter.correct(500);
	await clock.next();
	await clock.next();
	assert.deepEqual(passed, ['a 0', 'b 1000']);
	limiter.correct(-500);
	enter('c');
	assert.equal(passed.at(-1), 'c 1000');
});

test('who enters while another passes waits for its own turn', () => {
	const {limiter, passed, enter} = prepare();
	limiter.enter({
		size: 1, isGone: () => false, pass() {
			enter('b');
			passed.push('a');
		},
	});
	assert.deepEqual(passed, ['a', 'b 0']);
});

function prepare() {
	const clock = new ManualClock();
	const limiter = new Limiter(clock);
	const passed: string[] = [];
	const gone = new Set<string>();
	return {
		clock,
		limiter,
		passed,
		gone,
		enter(...names: readonly string[]) {
			for (const name of names) {
				limiter.enter({
					size: 500, isGone: () => gone.has(name), pass() {
						passed.push(`${name} ${clock.now()}`);
					},
				});
			}
		},
	};
}
