import type {Stats} from 'node:fs';
import {systemErrorCode} from './errors.ts';

/** What was opened as a part is none. */
export class NoPartError extends Error {
	override name = 'NoPartError';
}

/** Whether what was opened can be a part file: nothing but a file, and one that has no second name, which may be a file of the user's. */
export function isPart(stats: Stats): boolean {
	return stats.isFile() && stats.nlink <= 1;
}

/** Whether opening a part failed because something else stands in its place: a link (open(2), with O_NOFOLLOW: ELOOP, on FreeBSD EMLINK), a directory, a socket or a device, or what `isPart` refuses. */
export function isNoPart(error: unknown): boolean {
	return error instanceof NoPartError || ['ELOOP', 'EMLINK', 'EISDIR', 'ENXIO', 'ENODEV'].includes(systemErrorCode(error));
}
