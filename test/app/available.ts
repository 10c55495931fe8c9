import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {getAvailable, untilAvailable} from '../../source/app/available.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';

const all = [{start: 0, end: 100}];

function options(given: {readonly patience?: number; readonly signal?: AbortSignal} = {}) {
	return {
		patience: 200, signal: new AbortController().signal, gone: () => new Error('Gone'), ...given,
	};
}

async function source(t: test.TestContext) {
	const core = await memoryFeed(t);
	await core.append(Array.from({length: 100}, (_, index) => Buffer.from(`${index}`)));
	return core;
}

test('what is here or with a peer is available', async t => {
	const core = await source(t);
	await untilAvailable(core, all, options());
	assert.equal(String(await getAvailable(core, 7, options())), '7');
	const copy = await memoryFeed(t, core.key);
	const waiting = [untilAvailable(copy, all, options()), getAvailable(copy, 7, options())] as const;
	await connectFeeds(t, core, copy);
	await waiting[0];
	assert.equal(String(await waiting[1]), '7');
	assert.equal(String(await getAvailable(copy, 99, options())), '99');
});

test('what no peer has is gone, and what the others have is not', async t => {
	const core = await source(t);
	await core.clear(40, 50);
	const copy = await memoryFeed(t, core.key);
	await connectFeeds(t, core, copy);
	await assert.rejects(untilAvailable(copy, all, options()), {message: 'Gone'});
	await assert.rejects(getAvailable(copy, 45, options()), {message: 'Gone'});
	await untilAvailable(copy, [{start: 0, end: 40}, {start: 50, end: 100}], options());
	assert.equal(String(await getAvailable(copy, 50, options())), '50');
});

test('what goes away while it is waited for is gone', async t => {
	const core = await source(t);
	const copy = await memoryFeed(t, core.key);
	await connectFeeds(t, core, copy);
	await untilAvailable(copy, all, options());
	await core.clear(40, 50);
	await assert.rejects(getAvailable(copy, 45, options()), {message: 'Gone'});
});

test('one more peer that has it is enough', async t => {
	const core = await source(t);
	const other = await memoryFeed(t, core.key);
	await connectFeeds(t, core, other);
	await other.get(45);
	await core.clear(40, 50);
	const copy = await memoryFeed(t, core.key);
	await connectFeeds(t, core, copy);
	const reading = getAvailable(copy, 45, options({patience: 60_000}));
	await connectFeeds(t, other, copy);
	assert.equal(String(await reading), '45');
});

test('without anybody it is waited for until the search ends', async t => {
	const copy = await memoryFeed(t, (await source(t)).key);
	const search = new AbortController();
	const given = options({patience: 0, signal: search.signal});
	const waiting = [untilAvailable(copy, all, given), getAvailable(copy, 3, given)];
	setImmediate(() => {
		search.abort(new Error('Nobody'));
	});
	for (const each of waiting) {
		await assert.rejects(each, {message: 'Nobody'});
	}
});
