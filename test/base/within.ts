import assert from 'node:assert/strict';
import test from 'node:test';
import {within} from '../../source/base/within.ts';

test('what is done in time is waited for', async () => {
	let isDone = false;
	await within(60_000, Promise.resolve().then(() => {
		isDone = true;
	}));
	assert.ok(isDone);
});

test('what never ends is left alone after the time', async () => {
	await within(1, new Promise(() => {
		// Never.
	}));
});

test('what fails in time is heard of', async () => {
	await assert.rejects(within(60_000, Promise.reject(new Error('Broken by the test'))), {message: 'Broken by the test'});
});
