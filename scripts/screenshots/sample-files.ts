import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {pseudoRandomBytes} from '../sample-folder.ts';

const kilobyte = 1000;
const megabyte = 1000 * kilobyte;

/** Folders as people have them, by their names: paths and sizes in bytes. */
const folders: Readonly<Record<string, Readonly<Record<string, number>>>> = {
	'Iceland 2026': {
		...photos('Day 1 – Reykjavík', 24, 2.1 * megabyte),
		...photos('Day 2 – Golden Circle', 31, 1.8 * megabyte),
		...photos('Day 3 – Vík', 19, 2.4 * megabyte),
		'Film/aurora.mp4': 48 * megabyte,
		'Film/geyser.mp4': 21 * megabyte,
		'map.pdf': 840 * kilobyte,
		'read me first.txt': 2 * kilobyte,
	},
	'Grandma’s recipes': {
		'apple cake.md': 3 * kilobyte,
		'dumplings.md': 4 * kilobyte,
		'scans/page 1.png': 900 * kilobyte,
		'scans/page 2.png': 870 * kilobyte,
	},
	'choir scores': {
		'Bach – BWV 227.pdf': 5.2 * megabyte,
		'Brahms – Op. 74.pdf': 3.1 * megabyte,
		'武満徹 – 小さな空.pdf': 1.4 * megabyte,
	},
};

/** Writes one of the folders into a directory, and returns its path. */
export async function writeSampleFiles(directory: string, name: string): Promise<string> {
	for (const [file, size] of Object.entries(folders[name]!)) {
		const place = path.join(directory, name, file);
		await mkdir(path.dirname(place), {recursive: true});
		await writeFile(place, pseudoRandomBytes(file)(size));
	}

	return path.join(directory, name);
}

function photos(folder: string, count: number, size: number): Readonly<Record<string, number>> {
	return Object.fromEntries(Array.from({length: count}, (_, index) => [
		`${folder}/IMG_${1040 + (index * 7)}.jpg`,
		// No two alike.
		Math.round(size * (0.8 + (index % 5 / 10))),
	]));
}
