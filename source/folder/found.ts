import {lstatSync, readlinkSync} from 'node:fs';
import type {IgnoreReason} from './ignore-rules.ts';
import {decodeName} from './read-names.ts';

/** Why something in a shared folder can't be carried. */
export type LeftOutReason = 'not-utf8' | 'socket' | 'fifo' | 'device' | 'unreadable' | 'away' | 'gone' | 'path-too-long' | 'data-directory';

/** Something met on the walk. Paths are relative to the share, `place` is absolute, times are milliseconds since 1970 with their fraction, modes are 0 … 0o777. */
export type Found
	= | {readonly kind: 'file'; readonly path: string; readonly place: string; readonly size: number; readonly mtimeMs: number; readonly ctimeMs: number; readonly inode: number; readonly mode: number}
		| {readonly kind: 'symlink'; readonly path: string; readonly place: string; readonly target: string; readonly mtimeMs: number}
		| {readonly kind: 'directory'; readonly path: string; readonly place: string; readonly mode: number; readonly mtimeMs: number}
		/** The path is readable text: bytes that are not UTF-8 are spelled `\xNN`. */
		| {readonly kind: 'left-out'; readonly path: string; readonly reason: LeftOutReason}
		| {readonly kind: 'ignored'; readonly path: string; readonly reason: IgnoreReason};

/**
Looks at what stands at a path of the share.

@throws The system's error.
*/
export function lookAt(path: string, place: string): Found {
	const stats = lstatSync(place);
	const {size, mtimeMs, ctimeMs, ino: inode} = stats;
	const mode = stats.mode & 0o777;
	if (stats.isFile()) {
		return {
			kind: 'file', path, place, size, mtimeMs, ctimeMs, inode, mode,
		};
	}

	if (stats.isDirectory()) {
		return {
			kind: 'directory', path, place, mode, mtimeMs,
		};
	}

	if (stats.isSymbolicLink()) {
		const target = readTarget(place);
		return target === undefined
			? {kind: 'left-out', path, reason: 'not-utf8'}
			: {
				kind: 'symlink', path, place, target, mtimeMs,
			};
	}

	return {kind: 'left-out', path, reason: stats.isSocket() ? 'socket' : (stats.isFIFO() ? 'fifo' : 'device')};
}

/** What a link leads to; undefined when that is not UTF-8. */
function readTarget(place: string): string | undefined {
	try {
		return decodeName(readlinkSync(place, {encoding: 'buffer'}));
	} catch (error) {
		// Deno gives no bytes, but says so.
		if (error instanceof Error && error.name === 'InvalidData') {
			return undefined;
		}

		throw error;
	}
}
