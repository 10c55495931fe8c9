import assert from 'node:assert/strict';
import test from 'node:test';
import {Newcomers, type Newcomer} from '../../source/transfer/newcomers.ts';
import {ManualClock} from '../helpers/manual-clock.ts';

test('the oldest makes room for one too many', () => {
	const {newcomers, gone, come} = prepare();
	const [first, second, third] = [come('first'), come('second'), come('third')];
	for (const newcomer of [first, second, third]) {
		newcomers.add(newcomer, {isLookedFor: true});
	}

	assert.deepEqual(gone, ['first']);
});

test('whoever exchanges a feed takes nobody’s place', () => {
	const {newcomers, gone, come} = prepare();
	const first = come('first');
	newcomers.add(first, {isLookedFor: false});
	newcomers.remove(first);
	newcomers.add(come('second'), {isLookedFor: false});
	newcomers.add(come('third'), {isLookedFor: false});
	assert.deepEqual(gone, []);
});

test('who was not looked for, and asks for nothing, goes after a while', async () => {
	const {newcomers, gone, come, clock} = prepare();
	newcomers.add(come('stranger'), {isLookedFor: false});
	newcomers.add(come('found'), {isLookedFor: true});
	await clock.next();
	assert.deepEqual(gone, ['stranger']);
	assert.equal(clock.waiting, 0);
});

test('who waits for the user’s word may wait', () => {
	const {newcomers, gone, come, clock} = prepare();
	const asking = come('asking');
	newcomers.add(asking, {isLookedFor: false});
	newcomers.hold(asking);
	assert.equal(clock.waiting, 0);
	newcomers.hold(come('nobody'));
	assert.deepEqual(gone, []);
});

function prepare() {
	const clock = new ManualClock();
	const gone: string[] = [];
	const come = (name: string): Newcomer => ({
		destroy(error) {
			assert.ok(error);
			gone.push(name);
		},
	});
	return {
		clock, gone, come, newcomers: new Newcomers({most: 2, patience: 1000, clock}),
	};
}
