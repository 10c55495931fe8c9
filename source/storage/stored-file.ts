import type {Stats} from 'node:fs';

/**
What tells that a file is still the one that was read: as the system reports it, times in fractional milliseconds.

The change time (`ctime`) can't be set back by a program, so an edit that restores the modification time is seen too.
*/
export type Signature = {
	readonly size: number;
	readonly mtimeMs: number;
	readonly ctimeMs: number;
	readonly inode: number;
};

/**
A file of the share as this machine holds it.

- `part`: being received, its bytes stand under a temporary name.
- `whole`: complete on disk; its blocks are offered as long as the signature holds.
*/
export type StoredFile = {
	readonly path: string;
	/** Absolute path where the bytes are. */
	readonly place: string;
	state: 'part' | 'whole';
	/** Of a whole file. */
	readonly signature: Signature | undefined;
	/** Blocks that have still to come. */
	missing: number;
	/** Of a part: its change time after ferry last wrote to it. */
	changed?: number | undefined;
	/** Of a part: it was there before, or somebody else has written to it too, so that its content must be looked at. */
	isSuspect?: boolean;
};

/** Nothing looks like this. */
export const noSignature: Signature = {
	size: -1, mtimeMs: 0, ctimeMs: 0, inode: 0,
};

/** The signature in what `stat` reports. */
export function signatureOf(stats: Stats): Signature {
	return {
		size: stats.size, mtimeMs: stats.mtimeMs, ctimeMs: stats.ctimeMs, inode: stats.ino,
	};
}

/** Whether what `stat` reports is the file that was recorded. */
export function matchesSignature(stats: Stats, signature: Signature): boolean {
	return isSameSignature(signatureOf(stats), signature);
}

/** Whether two looks saw the same file, unchanged. */
export function isSameSignature(one: Signature, other: Signature): boolean {
	return one.size === other.size
		&& one.mtimeMs === other.mtimeMs
		&& one.ctimeMs === other.ctimeMs
		&& one.inode === other.inode;
}
