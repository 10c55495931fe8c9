import {type BigIntStats, lstatSync, statSync} from 'node:fs';
import {systemErrorCode} from '../base/errors.ts';

/** Which directory stands at a place, whatever is in it. As bigints, since inodes of some file systems are larger than a number can tell apart. */
export type DirectoryIdentity = {
	readonly device: bigint;
	readonly inode: bigint;
	/** Nanoseconds since 1970; undefined where the file system doesn't keep it. The inode of a directory that is gone is soon given to another one. */
	readonly born: bigint | undefined;
};

/**
Looks at what stands at a place; undefined unless it is a directory.

@param follow - whether a link that leads to one counts.
@throws The system's error when nobody may know.
*/
export function lookAtDirectory(place: string, {follow = false} = {}): DirectoryIdentity | undefined {
	try {
		const stats = (follow ? statSync : lstatSync)(place, {bigint: true, throwIfNoEntry: false});
		return stats?.isDirectory() ? identityOf(stats) : undefined;
	} catch (error) {
		if (['ENOTDIR', 'ELOOP'].includes(systemErrorCode(error))) {
			return undefined;
		}

		throw error;
	}
}

/** The directory that stands at a place, or that a link there leads to; undefined: there is none, or nobody may know. */
export function directoryAt(place: string): DirectoryIdentity | undefined {
	try {
		return lookAtDirectory(place, {follow: true});
	} catch {
		return undefined;
	}
}

/** What tells a directory from others. */
export function identityOf({dev, ino, birthtimeNs, ctimeNs}: Pick<BigIntStats, 'dev' | 'ino' | 'birthtimeNs' | 'ctimeNs'>): DirectoryIdentity {
	// Where it isn't kept, the time of the last change stands there, or nothing.
	return {device: dev, inode: ino, born: birthtimeNs > 0n && birthtimeNs !== ctimeNs ? birthtimeNs : undefined};
}

/** Whether both are the same one. Nothing is the same as no directory. */
export function isSameDirectory(one: DirectoryIdentity | undefined, other: DirectoryIdentity | undefined): boolean {
	if (!one || !other) {
		return false;
	}

	const isBornTogether = one.born === undefined || other.born === undefined || one.born === other.born;
	return one.device === other.device && one.inode === other.inode && isBornTogether;
}
