import {mkdir, open} from 'node:fs/promises';
import path from 'node:path';
import {pseudoRandomBytes} from '../sample-folder.ts';

const mebibyte = 1024 * 1024;

/** How many mebibytes a file has. */
const fileSize = 16;

/** Fills a folder with `file-00`, `file-01` and so on, so many mebibytes together. */
export async function writeFiles(directory: string, mebibytes: number): Promise<void> {
	const next = pseudoRandomBytes('dashboard');
	await mkdir(directory);
	for (let written = 0; written < mebibytes; written += fileSize) {
		const name = `file-${String(written / fileSize).padStart(2, '0')}`;
		await using handle = await open(path.join(directory, name), 'w');
		for (let index = 0; index < Math.min(fileSize, mebibytes - written); index++) {
			await handle.write(next(mebibyte));
		}
	}
}
