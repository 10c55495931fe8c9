import {rmdirSync, unlinkSync} from 'node:fs';
import {systemErrorCode} from '../base/errors.ts';

/** Deletes a file or a link. Throws the system's error when it can't. */
export function removeFile(place: string): void {
	unlinkSync(place);
}

/**
Deletes a directory if it is empty.

@returns whether it is gone: one that has something in it, or may not be deleted, stays.
*/
export function removeDirectory(place: string): boolean {
	try {
		rmdirSync(place);
		return true;
	} catch (error) {
		const code = systemErrorCode(error);
		if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EACCES', 'EPERM', 'EBUSY', 'EROFS'].includes(code)) {
			return false;
		}

		if (code === 'ENOENT') {
			return true;
		}

		throw error;
	}
}
