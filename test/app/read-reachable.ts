import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {readReachable} from '../../source/app/read-reachable.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';

const {signal: never} = new AbortController();

async function source(t: test.TestContext) {
	const core = await memoryFeed(t);
	await core.append(['a', 'b', 'c'].map(text => Buffer.from(text)));
	return core;
}

test('what is here is read, and what a connected peer has', async t => {
	const core = await source(t);
	assert.equal(String(await readReachable(core, never)(1)), 'b');
	const copy = await memoryFeed(t, core.key);
	await connectFeeds(t, core, copy);
	assert.equal(String(await readReachable(copy, never)(1)), 'b');
});

test('what is not here is missing at once when nobody is connected', async t => {
	const core = await source(t);
	const copy = await memoryFeed(t, core.key);
	await assert.rejects(readReachable(copy, never)(1), {code: 'content-gone', message: /nobody who may have it is connected/v});
});

test('what is waited for is missing as soon as the last peer leaves', async t => {
	const core = await source(t);
	await core.clear(1);
	const copy = await memoryFeed(t, core.key);
	await connectFeeds(t, core, copy);
	await copy.get(0);
	assert.equal(copy.peers.length, 1);
	const reading = readReachable(copy, never)(1);
	setImmediate(() => {
		for (const {stream} of core.peers) {
			stream.destroy();
		}
	});
	await assert.rejects(reading, {code: 'content-gone', message: /nobody who may have it is connected/v});
});

test('whoever looks away reads nothing more', async t => {
	const leaving = new AbortController();
	const read = readReachable(await source(t), leaving.signal);
	leaving.abort(new Error('Left'));
	await assert.rejects(read(1), {message: 'Left'});
});
