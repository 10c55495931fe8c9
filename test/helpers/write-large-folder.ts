import {createHash} from 'node:crypto';
import {
	copyFile, mkdir, open, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';

const mebibyte = 1024 * 1024;

export type LargeFolder = {
	/** Mebibytes of the one large file, `large`; 0 for none. */
	readonly large: number;
	/** How many small files. */
	readonly small: number;
	/** Bytes of each small file, at most; they differ unless `isExact`. */
	readonly smallBytes: number;
	readonly isExact?: boolean;
	/** The large file has a copy, `twin`. */
	readonly hasTwin?: boolean;
	/** Other content for another seed. */
	readonly seed?: string;
};

export type Written = {
	/** Of all files together. */
	readonly bytes: number;
	/** The SHA-256 of each file, hexadecimal, by its path. */
	readonly hashes: ReadonlyMap<string, string>;
};

/** Writes one large file and many small ones of pseudo-random bytes. */
export async function writeLargeFolder(directory: string, {large, small, smallBytes, isExact = false, hasTwin = false, seed = 'folder'}: LargeFolder): Promise<Written> {
	const next = pseudoRandomBytes(seed);
	const hashes = new Map<string, string>();
	let bytes = 0;
	await mkdir(directory, {recursive: true});
	if (large > 0) {
		hashes.set('large', await writeLarge(path.join(directory, 'large'), large, next));
		bytes += large * mebibyte;
	}

	if (hasTwin) {
		await copyFile(path.join(directory, 'large'), path.join(directory, 'twin'));
		hashes.set('twin', hashes.get('large')!);
		bytes += large * mebibyte;
	}

	for (let index = 0; index < small; index++) {
		const [first, second] = next(2);
		const content = next(isExact ? smallBytes : Math.floor((((first! * 256) + second!) / 65_536) * smallBytes));
		const name = `small ${String(index).padStart(6, '0')}`;
		await writeFile(path.join(directory, name), content);
		hashes.set(name, createHash('sha256').update(content).digest('hex'));
		bytes += content.byteLength;
	}

	return {bytes, hashes};
}

async function writeLarge(place: string, mebibytes: number, next: (length: number) => Uint8Array): Promise<string> {
	const hash = createHash('sha256');
	await using file = await open(place, 'w');
	for (let written = 0; written < mebibytes; written++) {
		const piece = next(mebibyte);
		hash.update(piece);
		await file.write(piece);
	}

	return hash.digest('hex');
}
