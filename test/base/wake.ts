import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {Wake} from '../../source/base/wake.ts';

/** Whether a promise has settled once everything that was due is done. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
	let settled = false;
	const settle = (): void => {
		settled = true;
	};

	promise.then(settle, settle);
	await setImmediate();
	return settled;
}

test('a wait ends with the next ring', async () => {
	const wake = new Wake();
	const waiting = wake.wait();
	assert.equal(await isSettled(waiting), false);
	wake.ring();
	await waiting;
});

test('rings before a wait end that one, and only that one', async () => {
	const wake = new Wake();
	wake.ring();
	wake.ring();
	await wake.wait();
	assert.equal(await isSettled(wake.wait()), false);
});

test('a wait with a time ends when it is over, or with a ring before', async () => {
	const wake = new Wake();
	await wake.wait(1);
	const waiting = wake.wait(1_000_000);
	wake.ring();
	await waiting;
	assert.equal(await isSettled(wake.wait(1_000_000)), false);
	wake.ring();
});

test('a failure ends the wait and every later one, with its first reason', async () => {
	const wake = new Wake();
	wake.throwIfFailed();
	const waiting = wake.wait();
	wake.fail(new Error('first'));
	wake.fail(new Error('second'));
	await assert.rejects(waiting, {message: 'first'});
	wake.ring();
	await assert.rejects(wake.wait(), {message: 'first'});
	assert.throws(() => {
		wake.throwIfFailed();
	}, {message: 'first'});
});

test('what waits for something else can end with the failure too', () => {
	const wake = new Wake();
	assert.equal(wake.failed.aborted, false);
	wake.fail('first');
	wake.fail('second');
	assert.equal(wake.failed.reason, 'first');
});

test('a failure without a reason is one all the same', async () => {
	const wake = new Wake();
	wake.fail(undefined);
	await assert.rejects(wake.wait(), error => error === undefined);
});
