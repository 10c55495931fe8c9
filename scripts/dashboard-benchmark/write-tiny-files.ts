import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/** As many files as each folder has. */
export const filesPerFolder = 1000;

/** Writes so many folders with a thousand files of one to seven bytes each, all different. */
export function writeTinyFiles(directory: string, folders: number): void {
	for (let folder = 0; folder < folders; folder++) {
		const place = path.join(directory, folderName(folder));
		mkdirSync(place, {recursive: true});
		for (let file = 0; file < filesPerFolder; file++) {
			writeFileSync(path.join(place, fileName(file)), String((folder * filesPerFolder) + file));
		}
	}
}

export function folderName(index: number): string {
	return `folder ${String(index).padStart(4, '0')}`;
}

export function fileName(index: number): string {
	return `file ${String(index).padStart(3, '0')}`;
}
