import {Buffer} from 'node:buffer';
import {createCipheriv, createHash} from 'node:crypto';
import {
	chmod, mkdir, open, symlink, utimes, writeFile,
} from 'node:fs/promises';
import path from 'node:path';

export type SampleFolderOptions = {
	/** 1 for a file of 64 MiB and 3,000 small ones; less for less of both. */
	readonly scale?: number;
};

const mebibyte = 1024 * 1024;

const oddNames = [
	'caf\u00E9 in one character.txt',
	'cafe\u0301 in two characters.txt',
	'\u{1F6F6}\u{1F469}\u200D\u{1F680}.txt',
	'a name on\ntwo lines.txt',
	String.raw`back\slash.txt`,
	'-leading dash.txt',
	'trailing space ',
	'"double" and \'single\' quotes.txt',
	'right to left \u202Egnp.txt',
	'x'.repeat(250),
];

/** Fills a folder, made if needed, with what a transfer can stumble over: a large file, thousands of small ones, odd names, odd modes, odd times. The same content at every call. */
export async function writeSampleFolder(directory: string, options: SampleFolderOptions = {}): Promise<void> {
	const scale = options.scale ?? 1;

	await mkdir(directory, {recursive: true});
	await writeLargeFile(path.join(directory, 'large.bin'), Math.ceil(64 * scale));
	await writeSmallFiles(path.join(directory, 'small'), Math.ceil(3000 * scale));
	await writeOddNames(path.join(directory, 'odd names'));
	await writeOddKinds(path.join(directory, 'odd kinds'));
}

/** Endless bytes that don't compress, always the same for one seed. */
export function pseudoRandomBytes(seed: string): (length: number) => Uint8Array {
	const cipher = createCipheriv('aes-256-ctr', createHash('sha256').update(seed).digest(), Buffer.alloc(16));

	return length => cipher.update(Buffer.alloc(length));
}

async function writeLargeFile(file: string, mebibytes: number): Promise<void> {
	const next = pseudoRandomBytes('large');
	const handle = await open(file, 'w');

	try {
		for (let written = 0; written < mebibytes; written++) {
			await handle.write(next(mebibyte));
		}
	} finally {
		await handle.close();
	}
}

async function writeSmallFiles(directory: string, count: number): Promise<void> {
	const filesPerFolder = 100;
	const next = pseudoRandomBytes('small');

	for (let index = 0; index < count; index++) {
		const folder = path.join(directory, String(Math.floor(index / filesPerFolder)).padStart(3, '0'));

		if (index % filesPerFolder === 0) {
			await mkdir(folder, {recursive: true});
		}

		// From 0 bytes to 16 KiB, most of them short.
		const size = Math.floor((next(1)[0]! ** 2) / 4);
		await writeFile(path.join(folder, `file ${String(index).padStart(5, '0')}`), next(size));
	}
}

async function writeOddNames(directory: string): Promise<void> {
	await mkdir(directory);

	for (const name of oddNames) {
		await writeFile(path.join(directory, name), `${JSON.stringify(name)}\n`);
	}
}

async function writeOddKinds(directory: string): Promise<void> {
	await mkdir(path.join(directory, 'empty folder'), {recursive: true});
	await symlink('../large.bin', path.join(directory, 'link'));
	await writeFile(path.join(directory, 'no bytes'), '');

	const executable = path.join(directory, 'executable.sh');
	await writeFile(executable, '#!/bin/sh\necho ferry\n');
	await chmod(executable, 0o755);

	const old = path.join(directory, 'old');
	await writeFile(old, 'Older than most computers.\n');
	await utimes(old, new Date(0), new Date('1985-10-26T01:21:00.123Z'));

	const readOnly = path.join(directory, 'read-only');
	await writeFile(readOnly, 'Not to be changed.\n');
	await chmod(readOnly, 0o444);
}
