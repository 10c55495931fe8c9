import {Buffer} from 'node:buffer';
import {isDeepStrictEqual} from 'node:util';
import type {Entry, FileEntry} from './entry.ts';

/** Whether a file that was read again is what the index has of it already. */
export function isSameFile(before: Entry | undefined, after: FileEntry): boolean {
	return before?.kind === 'file'
		&& before.sha256 !== undefined
		&& Buffer.compare(before.sha256, after.sha256!) === 0
		&& isDeepStrictEqual({...before, sha256: undefined}, {...after, sha256: undefined});
}
