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
		const mounts = new MountPoints();
		assert.deepEqual(steps.map(([directory, device]) => [directory, device, mounts.isThere(directory, device)]), steps);
	});
}
