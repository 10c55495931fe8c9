import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import test, {type TestContext} from 'node:test';
import type SecretStream from '@hyperswarm/secret-stream';
import type Hypercore from 'hypercore';
import Protomux from 'protomux';
import {Replication} from '../../source/transfer/replicate.ts';
import {ManualClock} from '../helpers/manual-clock.ts';
import {connectedStreams, memoryFeed} from '../helpers/memory-feeds.ts';

const blockSize = 16 * 1024;
const blockCount = 64;
const bytes = blockSize * blockCount;
const rate = 256 * 1024;
const none = {upload: undefined, download: undefined};

for (const [direction, limits] of [['upload', {...none, upload: rate}], ['download', {...none, download: rate}]] as const) {
	test(`a feed keeps to the ${direction} limit`, async t => {
		const {clock, sharer, receiver, copy} = await meet(t);
		(direction === 'upload' ? sharer : receiver).limits.limitAll(limits);
		await clock.until(downloaded(copy));
		assertRate(bytes, clock.now());
	});
}

test('feeds share a limit', async t => {
	const {clock, sharer, receiver, copy, left, right} = await meet(t);
	sharer.limits.limitAll({...none, upload: rate});
	const other = await feeds(t);
	sharer.add({core: other.source});
	receiver.add({core: other.copy});
	receiver.found(right, Buffer.from(other.copy.discoveryKey).toString('hex'));
	await clock.until(Promise.all([downloaded(copy), downloaded(other.copy)]));
	assertRate(2 * bytes, clock.now());
	assert.equal(left.destroyed, false);
});

test('a feed can have a limit of its own, beside others that have none', async t => {
	const {clock, sharer, receiver, source, copy, right} = await meet(t);
	sharer.limits.limitOne(source, {...none, upload: rate});
	const other = await feeds(t);
	sharer.add({core: other.source});
	receiver.add({core: other.copy});
	receiver.found(right, Buffer.from(other.copy.discoveryKey).toString('hex'));
	await downloaded(other.copy);
	assert.equal(clock.now(), 0);
	await clock.until(downloaded(copy));
	assertRate(bytes, clock.now());
});

for (const [own, all] of [[rate, 10 * rate], [10 * rate, rate]] as const) {
	test(`of its own limit and that of all the lower one holds: ${own}, ${all}`, async t => {
		const {clock, receiver, copy} = await meet(t);
		receiver.limits.limitAll({...none, download: all});
		receiver.limits.limitOne(copy, {...none, download: own});
		await clock.until(downloaded(copy));
		assertRate(bytes, clock.now());
	});
}

test('in the local network no limit holds where that is asked for', async t => {
	const {clock, sharer, receiver, source, copy} = await meet(t, {isNearby: true});
	sharer.limits.limitAll({...none, upload: 1, exceptLan: true});
	sharer.limits.limitOne(source, {...none, upload: 1});
	receiver.limits.limitAll({...none, download: 1, exceptLan: true});
	await downloaded(copy);
	assert.equal(clock.now(), 0);
	assert.equal(clock.waiting, 0);
});

test('elsewhere limits hold all the same, and in the local network where nothing else is asked for', async t => {
	for (const [isNearby, exceptLan] of [[false, true], [true, false]] as const) {
		const {clock, sharer, copy} = await meet(t, {isNearby});
		sharer.limits.limitAll({...none, upload: rate, exceptLan});
		await clock.until(downloaded(copy));
		assertRate(bytes, clock.now());
	}
});

test('a limit can be lifted and set while blocks are on their way', async t => {
	const {clock, sharer, copy} = await meet(t);
	sharer.limits.limitAll({...none, upload: 1});
	const whole = downloaded(copy);
	await once(copy, 'download');
	sharer.limits.limitAll(none);
	await whole;
	assert.equal(clock.now(), 0);
});

test('without a limit nothing waits', async t => {
	const {clock, copy} = await meet(t);
	await downloaded(copy);
	assert.equal(clock.now(), 0);
	assert.equal(clock.waiting, 0);
});

test('a request that was cancelled while it waited is not answered', async t => {
	const {clock, source, sharer, copy, left, right} = await meet(t);
	sharer.limits.limitAll({...none, upload: rate});
	const asking = copy.session();
	const cancelled = Array.from({length: 10}, async (_, index) => asking.get(index).catch(() => undefined));
	await once(copy, 'download');
	await asking.close();
	await Promise.all(cancelled);
	await behind(right, left);
	let uploads = 0;
	source.on('upload', () => {
		uploads++;
	});
	assert.equal((await clock.until(copy.get(blockCount - 1)))?.byteLength, blockSize);
	assert.equal(uploads, 1);
});

for (const direction of ['upload', 'download'] as const) {
	test(`with the ${direction} limit so low that everything waits, both sides can be closed and taken off the connection at any time`, async t => {
		const {clock, sharer, receiver, source, copy, left} = await meet(t);
		(direction === 'upload' ? sharer : receiver).limits.limitAll({...none, [direction]: 1});
		const whole = downloaded(copy).catch(() => undefined);
		await once(copy, 'download');
		const gone = once(copy, 'peer-remove');
		sharer.remove(source);
		await gone;
		await Promise.all([source.close(), copy.close()]);
		await whole;
		assert.ok(clock.waiting <= 1);
		assert.ok(left.destroyed || left.destroying);
	});
}

test('other feeds of the connection don’t wait for one that does', async t => {
	const {sharer, receiver, copy, right} = await meet(t);
	receiver.limits.limitAll({...none, download: 1});
	const other = await feeds(t);
	receiver.add({core: other.source});
	sharer.add({core: other.copy});
	receiver.found(right, Buffer.from(other.copy.discoveryKey).toString('hex'));
	copy.download({start: 0, end: blockCount});
	await once(copy, 'download');
	await downloaded(other.copy);
	assert.ok(copy.contiguousLength < blockCount);
});

type Feeds = {readonly source: Hypercore; readonly copy: Hypercore};

async function feeds(t: TestContext): Promise<Feeds> {
	const source = await memoryFeed(t);
	await source.append(Array.from({length: blockCount}, (_, index) => Buffer.alloc(blockSize, index)));
	return {source, copy: await memoryFeed(t, source.key)};
}

/** A sharer and a receiver of a feed, connected, with limits that go by a clock of their own. */
async function meet(t: TestContext, {isNearby = false}: {readonly isNearby?: boolean} = {}) {
	const clock = new ManualClock();
	const [left, right] = await connectedStreams(t);
	const [sharer, receiver] = [new Replication({clock, isNearby: () => isNearby}), new Replication({clock, isNearby: () => isNearby})];
	const {source, copy} = await feeds(t);
	sharer.add({core: source});
	receiver.add({core: copy});
	sharer.connect({stream: left, peer: 'receiver', topics: []});
	receiver.connect({stream: right, peer: 'sharer', topics: [Buffer.from(copy.discoveryKey).toString('hex')]});
	return {
		clock, sharer, receiver, source, copy, left, right,
	};
}

/** Resolves when all that one end has said has arrived at the other. */
async function behind(from: SecretStream, to: SecretStream): Promise<void> {
	const arrived = new Promise<void>(resolve => {
		Protomux.from(to).pair({protocol: 'behind'}, () => {
			resolve();
		});
	});
	Protomux.from(from).createChannel({protocol: 'behind'})?.open();
	await arrived;
}

async function downloaded(core: Hypercore): Promise<void> {
	await core.download({start: 0, end: blockCount}).done();
}

function assertRate(total: number, milliseconds: number): void {
	const measured = total / milliseconds * 1000;
	assert.ok(Math.abs(measured - rate) <= rate * 0.2, `${measured} instead of ${rate} bytes a second`);
}
