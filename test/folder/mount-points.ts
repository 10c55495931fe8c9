import assert from 'node:assert/strict';
import {test} from 'node:test';
import {MountPoints} from '../../source/folder/mount-points.ts';

type Step = readonly [directory: string, device: number, isThere: boolean];

const table: ReadonlyArray<readonly [what: string, steps: readonly Step[]]> = [
	['everything on one disk', [['', 1, true], ['a', 1, true], ['a/b', 1, true], ['', 1, true]]],
	['the disk of the folder is taken out', [['', 1, true], ['a', 1, true], ['', 2, false], ['', 1, true]]],
	['a disk below is taken out', [['', 1, true], ['usb', 2, true], ['usb/a', 2, true], ['', 1, true], ['usb', 1, false], ['usb', 2, true]]],
	['another disk comes in its place', [['', 1, true], ['usb', 2, true], ['usb', 3, false]]],
	['a disk is put in', [['', 1, true], ['usb', 1, true], ['usb', 2, true], ['usb/a', 2, true], ['usb/a/b', 2, true]]],
	['a disk on a disk', [['', 1, true], ['a', 2, true], ['a/b', 2, true], ['a/b/c', 1, true], ['a/b/c/d', 1, true], ['a/b/c', 2, false]]],
	['names that begin alike', [['', 1, true], ['usb', 2, true], ['usb2', 1, true]]],
	['several folders side by side', [['one', 1, true], ['two', 2, true], ['two/a', 2, true], ['two', 1, false], ['one', 1, true]]],
];

for (const [what, steps] of table) {
	test(`A directory is there or not: ${what}`, () => {
		const mounts = new MountPoints([], {deviceOf: () => 1, isEmpty: () => false});
		assert.deepEqual(steps.map(([directory, device]) => [directory, device, mounts.isThere(directory, device, `/shared/${directory}`)]), steps);
	});
}

type Look = readonly [directory: string, device: number, isEmpty: boolean, isThere: boolean];

const later: ReadonlyArray<readonly [what: string, earlier: readonly string[], looks: readonly Look[], names: readonly string[], isAnyAway: boolean]> = [
	['nothing was mounted', [], [['', 1, false, true], ['a', 1, true, true]], [], false],
	['a disk that was there and is', ['usb'], [['', 1, false, true], ['usb', 2, false, true]], ['usb'], false],
	['an empty disk that was there and is', ['usb'], [['', 1, false, true], ['usb', 2, true, true]], ['usb'], false],
	['a disk that was there and is out', ['usb'], [['', 1, false, true], ['usb', 1, true, false]], ['usb'], true],
	['a disk that is put in', ['usb'], [['', 1, false, true], ['usb', 1, true, false], ['usb', 2, false, true], ['usb/a', 2, true, true]], ['usb'], false],
	['a disk that is put in and out', ['usb'], [['', 1, false, true], ['usb', 1, true, false], ['usb', 2, false, true], ['usb', 1, true, false]], ['usb'], true],
	['a folder that a disk was replaced with', ['usb'], [['', 1, false, true], ['usb', 1, false, true]], [], false],
	['a disk on a disk that is out', ['usb', 'usb/a'], [['', 1, false, true], ['usb', 2, false, true], ['usb/a', 2, true, false]], ['usb', 'usb/a'], true],
	['a disk that is new', [], [['', 1, false, true], ['usb', 2, false, true], ['usb/a', 2, false, true]], ['usb'], false],
	['a disk that was shared by its name, and is out', ['usb'], [['usb', 1, true, false], ['other', 1, true, true]], ['usb'], true],
	['disks that are shared by their names', ['usb'], [['usb', 2, false, true], ['other', 3, false, true]], ['other', 'usb'], false],
	['a folder that is a disk itself', [], [['', 2, false, true], ['a', 2, false, true]], [], false],
];

for (const [what, earlier, looks, names, isAnyAway] of later) {
	test(`What was mounted before is remembered: ${what}`, () => {
		let isEmptyNow = false;
		const mounts = new MountPoints(earlier, {deviceOf: () => 1, isEmpty: () => isEmptyNow});
		for (const [directory, device, isEmpty, isThere] of looks) {
			isEmptyNow = isEmpty;
			assert.equal(mounts.isThere(directory, device, `/shared/${directory}`), isThere, directory);
		}

		assert.deepEqual([mounts.names, mounts.isAnyAway], [names, isAnyAway]);
	});
}

test('a place at which something was mounted is away when it is gone, anything else is deleted', () => {
	const mounts = new MountPoints(['a/usb', 'a/usb/b/c', 'disk'], {deviceOf: () => 1, isEmpty: () => true});
	assert.deepEqual([mounts.namesIn(''), mounts.namesIn('a/'), mounts.namesIn('a/usb/')], [['disk'], ['usb'], []]);
	assert.equal(mounts.isAway('a'), false);
	assert.equal(mounts.isAnyAway, false);
	assert.equal(mounts.isAway('a/usb'), true);
	assert.equal(mounts.isAnyAway, true);
});
