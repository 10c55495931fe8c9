import assert from 'node:assert/strict';
import process from 'node:process';
import {test} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {orAborted} from '../../source/base/or-aborted.ts';

test('what is waited for settles as it does', async () => {
	const {signal} = new AbortController();
	assert.equal(await orAborted(Promise.resolve(5), signal), 5);
	await assert.rejects(orAborted(Promise.reject(new Error('It failed')), signal), {message: 'It failed'});
});

test('an abort ends the waiting, with its reason', async () => {
	const controller = new AbortController();
	const waiting = orAborted(new Promise(() => {
		// For ever.
	}), controller.signal);
	controller.abort(new Error('Stopped'));
	await assert.rejects(waiting, {message: 'Stopped'});
});

test('what fails when nobody waits any more, or ever did, harms nobody', async t => {
	const unhandled: unknown[] = [];
	const onUnhandled = (error: unknown): void => {
		unhandled.push(error);
	};

	process.on('unhandledRejection', onUnhandled);
	t.after(() => {
		process.off('unhandledRejection', onUnhandled);
	});
	const controller = new AbortController();
	let fail = (_error: Error): void => undefined;
	const failing = new Promise<never>((_resolve, reject) => {
		fail = reject;
	});
	const waiting = orAborted(failing, controller.signal);
	controller.abort(new Error('Stopped'));
	await assert.rejects(waiting, {message: 'Stopped'});
	await assert.rejects(orAborted(failing, controller.signal), {message: 'Stopped'});
	await assert.rejects(orAborted(Promise.reject(new Error('It failed')), controller.signal), {message: 'Stopped'});
	fail(new Error('Too late'));
	await setImmediate();
	assert.deepEqual(unhandled, []);
});
