import assert from 'node:assert/strict';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {ExpectedError} from '../../source/base/errors.ts';
import type {FerryEvent} from '../../source/app/events.ts';
import {roomWaiter, untilThereIsRoom} from '../../source/app/wait-for-room.ts';
import {freeSpace} from '../../source/folder/free-space.ts';
import {cannotMount, SmallDisk} from '../helpers/small-disk.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {waitFor} from '../helpers/wait-for.ts';

const full = Object.assign(new Error('no space left on device'), {code: 'ENOSPC'});
const skip = cannotMount;

test('work that needs no room is done once', async () => {
	let times = 0;
	assert.equal(await untilThereIsRoom(async () => ++times, async () => assert.fail()), 1);
});

test('work is done again each time that it had no room and there is some', async () => {
	let times = 0;
	const waited: unknown[] = [];
	const result = await untilThereIsRoom(async () => {
		if (++times < 4) {
			throw full;
		}

		return times;
	}, async error => {
		waited.push(error);
	});
	assert.equal(result, 4);
	assert.deepEqual(waited, [full, full, full]);
});

test('work that fails for another reason is not done again', async () => {
	const error = Object.assign(new Error('i/o error'), {code: 'EIO'});
	await assert.rejects(untilThereIsRoom(async () => {
		throw error;
	}, async () => assert.fail()), error);
});

test('what ends the waiting ends the work', async () => {
	await assert.rejects(untilThereIsRoom(async () => {
		throw full;
	}, async () => {
		throw new Error('Stopped by the test');
	}), {message: 'Stopped by the test'});
});

test('a write that fails while there is plenty of room is no full disk', {skip}, async t => {
	const {wait, disk, events} = await waiting(t, {size: 160});
	await assert.rejects(wait(full), full);
	disk.fill();
	assert.deepEqual(events, []);
});

test('a full disk is told once, however many writes wait, and all go on when there is room', {skip}, async t => {
	const {wait, disk, events, changes} = await waiting(t, {size: 16, needed: 5_000_000});
	disk.fill();
	const waits = [wait(full), wait(full), wait(full)];
	await waitFor(changes, 'event', () => events[0]);
	assert.deepEqual(events, [{
		type: 'disk-full', neededBytes: 5_000_000, freeBytes: 0, place: path.join(disk.place, 'not made yet'),
	}]);
	disk.makeRoom();
	await Promise.all(waits);
	assert.deepEqual(events.slice(1), [{type: 'disk-has-room'}]);

	disk.fill();
	const again = wait(full);
	await waitFor(changes, 'event', () => events[2]);
	disk.makeRoom();
	await again;
	assert.deepEqual(events.map(({type}) => type), ['disk-full', 'disk-has-room', 'disk-full', 'disk-has-room']);
});

test('where little is still to be written, little room is enough', {skip}, async t => {
	const {wait, events} = await waiting(t, {size: 1, needed: 1000});
	await wait(full);
	assert.deepEqual(events.map(({type}) => type), ['disk-full', 'disk-has-room']);
});

test('the fullest of all places counts', {skip}, async t => {
	const {wait, disk, folder, events, changes} = await waiting(t, {size: 16});
	disk.fill();
	assert.ok(await freeSpace(folder) > 0);
	const waited = wait(full);
	const event = await waitFor(changes, 'event', () => events[0]);
	assert.ok(event.type === 'disk-full');
	assert.equal(event.freeBytes, 0);
	disk.makeRoom();
	await waited;
});

test('when ferry’s own data can’t be written, it is the disk of those that is full, whatever is free where the files go', {skip}, async t => {
	for (const error of [Object.assign(new Error('database or disk is full'), {errcode: 13}), new ExpectedError('store-unusable', 'No.', {hint: 'Make room.', cause: full})]) {
		const {disk, events, changes, controller} = await waiting(t, {size: 16});
		const destination = new SmallDisk(path.join(disk.place, 'to'), 1);
		destination.fill();
		disk.fill();
		const wait = roomWaiter({
			destination: () => destination.place,
			dataDirectory: disk.place,
			needed: () => 5_000_000_000,
			signal: controller.signal,
			onEvent(event) {
				events.push(event);
				changes.dispatchEvent(new Event('event'));
			},
		});
		const waited = wait(error);
		assert.deepEqual(await waitFor(changes, 'event', () => events[0]), {
			type: 'disk-full', neededBytes: 8 * 1024 * 1024, freeBytes: 0, place: disk.place,
		});
		controller.abort();
		await assert.rejects(waited, {name: 'AbortError'});
		destination.unmount();
	}
});

test('an interruption ends the waiting', {skip}, async t => {
	const {wait, disk, events, changes, controller} = await waiting(t, {size: 4});
	disk.fill();
	const waited = wait(full);
	await waitFor(changes, 'event', () => events[0]);
	controller.abort();
	await assert.rejects(waited, {name: 'AbortError'});
	assert.deepEqual(events.map(({type}) => type), ['disk-full']);
});

/** Something to wait with for room on a disk of so many MiB. */
async function waiting(t: TestContext, {size, needed = 0}: {readonly size: number; readonly needed?: number}) {
	const mounted: SmallDisk[] = [];
	// What is registered first is done first.
	t.after(() => {
		for (const disk of mounted) {
			disk.unmount();
		}
	});
	const folder = await temporaryFolder(t);
	const disk = new SmallDisk(path.join(folder, 'disk'), size);
	mounted.push(disk);
	const events: FerryEvent[] = [];
	const changes = new EventTarget();
	const controller = new AbortController();
	const wait = roomWaiter({
		destination: () => path.join(disk.place, 'not made yet'),
		dataDirectory: folder,
		needed: () => needed,
		signal: controller.signal,
		onEvent(event) {
			events.push(event);
			changes.dispatchEvent(new Event('event'));
		},
	});
	return {
		folder, disk, events, changes, controller, wait,
	};
}
