import {mkdir, open, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {pseudoRandomBytes} from '../sample-folder.ts';
import type {Case} from './cases.ts';

const filesPerFolder = 100;

/** Makes what a case sends, below `directory`, and returns the path to share: one file, or a folder of folders. */
export async function writeSource({files, bytesPerFile, title}: Case, directory: string): Promise<string> {
	const next = pseudoRandomBytes(title);
	await mkdir(directory, {recursive: true});

	if (files === 1) {
		const file = path.join(directory, 'file');
		const piece = Math.min(bytesPerFile, 1024 * 1024);
		await using handle = await open(file, 'w');

		for (let written = 0; written < bytesPerFile; written += piece) {
			await handle.write(next(piece));
		}

		return file;
	}

	for (let index = 0; index < files; index++) {
		const folder = path.join(directory, String(Math.floor(index / filesPerFolder)));

		if (index % filesPerFolder === 0) {
			await mkdir(folder);
		}

		await writeFile(path.join(folder, String(index)), next(bytesPerFile));
	}

	return directory;
}
