import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import type {EngineState, ShareState} from '../../source/app/engine-state.ts';
import {EngineStore} from '../../source/app/engine-store.ts';
import {emptyState} from '../helpers/fake-engine.ts';
import {mockTimers} from '../helpers/mock-timers.ts';

type Stage = {readonly store: EngineStore; readonly told: EngineState[]; readonly wait: (milliseconds: number) => void};

function storeWithClock(t: TestContext, readShares: () => readonly ShareState[] = () => []): Stage {
	let now = 1000;
	mockTimers(t, ['setTimeout']);
	t.mock.method(performance, 'now', () => now);
	const store = new EngineStore(emptyState, readShares);
	const told: EngineState[] = [];
	store.subscribe(() => {
		told.push(store.getState());
	});
	return {
		store,
		told,
		wait(milliseconds) {
			now += milliseconds;
			t.mock.timers.tick(milliseconds);
		},
	};
}

test('the first change is told at once, and what comes soon after it together a quarter of a second later', t => {
	const {store, told, wait} = storeWithClock(t);
	store.update({theme: 'light'});
	wait(0);
	assert.equal(told.length, 1);
	store.update({theme: 'mono'});
	store.update({peerNames: {a: 'Ann'}});
	wait(249);
	assert.equal(told.length, 1);
	assert.equal(store.getState().theme, 'light');
	wait(1);
	assert.deepEqual(told.slice(1), [{...emptyState, theme: 'mono', peerNames: {a: 'Ann'}}]);
	wait(1000);
	assert.equal(told.length, 2);
});

test('a thousand changes in a second are told four times', t => {
	const {store, told, wait} = storeWithClock(t);
	for (let change = 0; change < 1000; change++) {
		store.update({peerNames: {count: String(change)}});
		wait(1);
	}

	assert.ok(told.length >= 4 && told.length <= 5, String(told.length));
});

test('what did not change stays the same object', t => {
	const {store, wait} = storeWithClock(t);
	store.update({theme: 'light'});
	wait(0);
	assert.equal(store.getState().network, emptyState.network);
	assert.equal(store.getState().shares, emptyState.shares);
});

test('a thousand changes of shares in a second have them read four times', t => {
	let reads = 0;
	const {store, wait} = storeWithClock(t, () => {
		reads++;
		return [];
	});
	for (let change = 0; change < 1000; change++) {
		store.sharesChanged();
		wait(1);
	}

	assert.ok(reads >= 4 && reads <= 5, String(reads));
	store.flush();
	const before = store.getState().shares;
	store.update({theme: 'light'});
	store.flush();
	assert.equal(store.getState().shares, before);
});

test('closing tells what is left, and nothing comes later', t => {
	const {store, told, wait} = storeWithClock(t);
	store.update({theme: 'light'});
	store.close();
	assert.equal(told.length, 1);
	wait(1000);
	assert.equal(told.length, 1);
});

test('who has stopped listening is not told', t => {
	const {store, wait} = storeWithClock(t);
	let told = 0;
	const stop = store.subscribe(() => {
		told++;
	});
	stop();
	store.update({theme: 'light'});
	wait(0);
	assert.equal(told, 0);
});
