import {statfs} from 'node:fs/promises';
import path from 'node:path';
import {systemErrorCode} from '../base/errors.ts';

/** Bytes that this user can still write where `place` is or will be made. */
export async function freeSpace(place: string): Promise<number> {
	try {
		const {bavail, bsize} = await statfs(place);
		return bavail * bsize;
	} catch (error) {
		const parent = path.dirname(place);
		if (systemErrorCode(error) !== 'ENOENT' || parent === place) {
			throw error;
		}

		return freeSpace(parent);
	}
}
