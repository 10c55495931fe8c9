import {lstatSync, statSync} from 'node:fs';
import {systemErrorCode} from '../base/errors.ts';

/** What tells one directory from another that stands in its place: the device and the inode. */
export type DirectoryIdentity = {readonly device: bigint; readonly inode: bigint};

/**
Looks at what stands at a place; undefined unless it is a directory.

@param follow - whether a link that leads to one counts.
*/
export function lookAtDirectory(place: string, {follow = false} = {}): DirectoryIdentity | undefined {
	try {
		// As bigints, since inodes of some file systems are larger than a number can tell apart.
		const stats = (follow ? statSync : lstatSync)(place, {bigint: true, throwIfNoEntry: false});
		return stats?.isDirectory() ? {device: stats.dev, inode: stats.ino} : undefined;
	} catch (error) {
		if (['ENOTDIR', 'ELOOP'].includes(systemErrorCode(error))) {
			return undefined;
		}

		throw error;
	}
}

/** Whether it is the same directory as before. */
export function isSameDirectory(before: DirectoryIdentity, now: DirectoryIdentity | undefined): boolean {
	return before.inode === now?.inode && before.device === now.device;
}
