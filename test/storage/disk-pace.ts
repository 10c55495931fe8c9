import assert from 'node:assert/strict';
import {test} from 'node:test';
import {DiskPace} from '../../source/storage/disk-pace.ts';

/** Where each of so many calls was done, one letter each: h here, p on the pool. */
async function calls(pace: DiskPace, count: number, work: () => void): Promise<string> {
	let places = '';
	for (let index = 0; index < count; index++) {
		places += await pace.run(() => {
			work();
			return 'h';
		}, async () => 'p');
	}

	return places;
}

function paced(): {pace: DiskPace; disk: {milliseconds: number}; work: () => void} {
	let time = 0;
	const disk = {milliseconds: 0};
	return {
		pace: new DiskPace(() => time),
		disk,
		work() {
			time += disk.milliseconds;
		},
	};
}

test('a quick disk is used on the thread itself', async () => {
	const {pace, disk, work} = paced();
	disk.milliseconds = 4;
	assert.equal(await calls(pace, 100, work), 'h'.repeat(100));
});

test('after a call that took long the next ones go to the pool, and then it is tried again', async () => {
	const {pace, disk, work} = paced();
	disk.milliseconds = 5;
	assert.equal(await calls(pace, 1, work), 'h');
	disk.milliseconds = 1;
	assert.equal(await calls(pace, 40, work), 'p'.repeat(32) + 'h'.repeat(8));
});

test('a disk that stays slow is tried ever more seldom, and one that has become quick is forgiven', async () => {
	const {pace, disk, work} = paced();
	disk.milliseconds = 50;
	assert.deepEqual((await calls(pace, 4000, work)).split('h').map(rest => rest.length), [0, 32, 64, 128, 256, 512, 1024, 1024, 952]);
	disk.milliseconds = 1;
	await calls(pace, 73, work);
	disk.milliseconds = 50;
	assert.equal(await calls(pace, 34, work), `h${'p'.repeat(32)}h`);
});

test('what fails on the thread fails', async () => {
	const {pace} = paced();
	await assert.rejects(pace.run(() => {
		throw new Error('broken disk');
	}, async () => undefined), /broken disk/v);
});
