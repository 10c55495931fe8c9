import assert from 'node:assert/strict';
import test from 'node:test';
import {Newcomers, type Newcomer} from '../../source/transfer/newcomers.ts';
import {ManualClock} from '../helpers/manual-clock.ts';

test('the oldest makes room for one too many', () => {
	const {newcomers, gone, come} = prepare();
	const [first, second, third] = [come('first'), come('second'), come('third')];
	for (const newcomer of [first, second, third]) {
		newcomers.add(newcomer, answering);
	}

	assert.deepEqual(gone, ['first']);
});

test('whoever exchanges a feed takes nobody’s place', () => {
	const {newcomers, gone, come} = prepare();
	const first = come('first');
	newcomers.add(first);
	newcomers.remove(first);
	newcomers.add(come('second'));
	newcomers.add(come('third'));
	assert.deepEqual(gone, []);
});

test('who was not looked for, and asks for nothing, goes after a while', async () => {
	const {newcomers, gone, come, clock} = prepare();
	newcomers.add(come('stranger'));
	newcomers.add(come('found'), answering);
	await clock.next();
	await clock.next();
	assert.deepEqual(gone, ['stranger']);
	assert.equal(clock.waiting, 0);
});

test('who was looked for, and says nothing at all, goes after a while, and that is told', async () => {
	const {newcomers, gone, come, clock} = prepare();
	newcomers.add(come('mute'), {
		hasSpoken: () => false,
		onSilent() {
			gone.push('told of');
		},
	});
	await clock.next();
	assert.deepEqual(gone, ['told of', 'mute']);
	assert.equal(clock.waiting, 0);
});

test('who waits for the user’s word may wait', () => {
	const {newcomers, gone, come, clock} = prepare();
	const asking = come('asking');
	newcomers.add(asking);
	newcomers.hold(asking);
	assert.equal(clock.waiting, 0);
	newcomers.hold(come('nobody'));
	assert.deepEqual(gone, []);
});

const answering = {hasSpoken: () => true, onSilent: () => assert.fail()};

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
