import {Buffer} from 'node:buffer';
import {
	chmodSync, closeSync, linkSync, lstatSync, openSync, renameSync, rmSync, unlinkSync, type Stats,
} from 'node:fs';
import path from 'node:path';
import {systemErrorCode} from '../base/errors.ts';
import {setModificationTime} from './modification-time.ts';
import {removeDirectory} from './remove-entry.ts';
import {umask} from './umask.ts';

type Attributes = {readonly mode: number; readonly mtime: number};

/** Sets what a received file's own bytes don't hold: permission bits, never wider than the sender's, and modification time in milliseconds since 1970. */
export function setAttributes(place: string, {mode, mtime}: Attributes): void {
	chmodSync(place, mode & 0o777 & ~umask);
	setModificationTime(place, mtime);
}

/** Whether `setAttributes` would change nothing. */
export function hasAttributes(stats: Stats, {mode, mtime}: Attributes): boolean {
	return (stats.mode & 0o777) === (mode & 0o777 & ~umask) && Math.floor(stats.mtimeMs) === mtime;
}

/**
Gives a complete, synced part file its real name.

Without `replace` a file that has come to stand there meanwhile is never overwritten: a hard link fails where a rename would not.

@returns false when the name is taken.
*/
export function placeFile(part: string, target: string, replace: boolean): boolean {
	if (replace) {
		renameSync(part, target);
		return true;
	}

	try {
		linkSync(part, target);
	} catch (error) {
		const code = systemErrorCode(error);
		if (code === 'EEXIST') {
			return false;
		}

		if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK', 'EOPNOTSUPP'].includes(code)) {
			throw error;
		}

		// A file system without hard links: look, then rename.
		if (exists(target)) {
			return false;
		}

		renameSync(part, target);
		return true;
	}

	unlinkSync(part);
	return true;
}

/**
Makes an empty part file in the place of what is there.

@returns false when a directory is there that has something in it.
*/
export function makeEmpty(place: string): boolean {
	if (!removePart(place)) {
		return false;
	}

	closeSync(openSync(place, 'wx', 0o600));
	return true;
}

/**
Deletes a part file that is not needed any more, or whatever has been put in its place; fine when nothing is there. Links are not followed.

@returns false for a directory that has something in it, which stays.
*/
export function removePart(place: string): boolean {
	const found = look(place);
	if (found?.isDirectory()) {
		return removeDirectory(place);
	}

	if (found) {
		rmSync(place, {force: true});
	}

	return true;
}

/** What stands at a path, without following a link; undefined for nothing. */
export function look(place: string): Stats | undefined {
	try {
		return lstatSync(place, {throwIfNoEntry: false});
	} catch (error) {
		// A file where a directory should be, or a name that the file system can't hold.
		if (['ENOTDIR', 'ENAMETOOLONG'].includes(systemErrorCode(error))) {
			return undefined;
		}

		throw error;
	}
}

/** Whether anything, also a broken link, has this name. */
export function exists(place: string): boolean {
	return look(place) !== undefined;
}

/** Bytes; what follows the last dot of a name and is longer is not an extension. */
const longestExtension = 32;

/** The first free name like `photo (2).jpg`, or with a label like `photo (label).jpg` and then `photo (label 2).jpg`; `isTaken` also knows names that are promised to other files. */
export function freeName(place: string, isTaken: (place: string) => boolean, label?: string): string {
	const {dir, base, name, ext} = path.parse(place);
	const [start, end] = Buffer.byteLength(ext) > longestExtension ? [base, ''] : [name, ext];
	for (let number = label === undefined ? 2 : 1; ; number++) {
		const ending = ` (${[label, number > 1 ? number : undefined].filter(part => part !== undefined).join(' ')})${end}`;
		const candidate = path.join(dir, shorten(start, ending) + ending);
		if (!isTaken(candidate)) {
			return candidate;
		}
	}
}

/** Cuts a name so that it fits, with its new ending, into the 255 bytes of a file name. */
function shorten(name: string, ending: string): string {
	const characters = [...name];
	while (Buffer.byteLength(characters.join('') + ending) > 255) {
		characters.pop();
	}

	return characters.join('');
}
