import {Buffer} from 'node:buffer';
import type {Stats} from 'node:fs';
import {
	lstat, open, readdir, readlink,
} from 'node:fs/promises';
import path from 'node:path';

export type Comparison = {
	/** How many files, folders and links were looked at, the two folders themselves not counted. */
	readonly entries: number;
	/** The size of all files in the first folder. */
	readonly bytes: number;
	/** A line for each thing that differs, with the path as JSON. */
	readonly differences: readonly string[];
};

/** Compares two folders entry by entry: kind, content, link target, permissions, and time of change in whole milliseconds. */
export async function compareFolders(first: string, second: string): Promise<Comparison> {
	const differences: string[] = [];
	const folders = [''];
	let entries = 0;
	let bytes = 0;

	for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
		const names = new Set([...await readdir(path.join(first, folder)), ...await readdir(path.join(second, folder))]);

		for (const name of names) {
			const relative = path.join(folder, name);
			const [stats, otherStats] = await Promise.all([statistics(path.join(first, relative)), statistics(path.join(second, relative))]);
			entries++;

			if (!stats || !otherStats) {
				differences.push(`${JSON.stringify(relative)} is only in the ${stats ? 'first' : 'second'} folder`);
				continue;
			}

			if (stats.isFile()) {
				bytes += stats.size;
			}

			for (const difference of await compareEntries({path: path.join(first, relative), stats}, {path: path.join(second, relative), stats: otherStats})) {
				differences.push(`${JSON.stringify(relative)}: ${difference}`);
			}

			if (stats.isDirectory() && otherStats.isDirectory()) {
				folders.push(relative);
			}
		}
	}

	return {entries, bytes, differences};
}

type Found = {
	readonly path: string;
	readonly stats: Stats;
};

async function compareEntries(first: Found, second: Found): Promise<readonly string[]> {
	const kind = kindOf(first.stats);

	if (kind !== kindOf(second.stats)) {
		return [`${kind} and ${kindOf(second.stats)}`];
	}

	const facts: Array<[what: string, first: string, second: string]> = [
		['permissions', permissions(first.stats), permissions(second.stats)],
		['time', time(first.stats), time(second.stats)],
	];

	if (kind === 'file') {
		facts.push(['size', String(first.stats.size), String(second.stats.size)]);
	}

	if (kind === 'link') {
		facts.push(['target', JSON.stringify(await readlink(first.path)), JSON.stringify(await readlink(second.path))]);
	}

	const differences = facts
		.filter(([, ofFirst, ofSecond]) => ofFirst !== ofSecond)
		.map(([what, ofFirst, ofSecond]) => `${what} ${ofFirst} and ${ofSecond}`);

	if (kind === 'file' && first.stats.size === second.stats.size) {
		const offset = await firstDifference(first.path, second.path);

		if (offset !== undefined) {
			differences.push(`content differs within the MiB at byte ${offset}`);
		}
	}

	return differences;
}

/** Where the first piece that differs begins, of two files of one size. */
async function firstDifference(first: string, second: string): Promise<number | undefined> {
	const piece = 1024 * 1024;
	await using handle = await open(first);
	await using otherHandle = await open(second);
	const [buffer, otherBuffer] = [Buffer.allocUnsafe(piece), Buffer.allocUnsafe(piece)];

	for (let offset = 0; ; offset += piece) {
		const [{bytesRead}, other] = await Promise.all([handle.read(buffer, 0, piece, offset), otherHandle.read(otherBuffer, 0, piece, offset)]);

		if (!buffer.subarray(0, bytesRead).equals(otherBuffer.subarray(0, other.bytesRead))) {
			return offset;
		}

		if (bytesRead < piece) {
			return undefined;
		}
	}
}

async function statistics(file: string): Promise<Stats | undefined> {
	try {
		return await lstat(file);
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
}

function kindOf(stats: Stats): string {
	if (stats.isFile()) {
		return 'file';
	}

	if (stats.isDirectory()) {
		return 'folder';
	}

	return stats.isSymbolicLink() ? 'link' : 'special file';
}

function permissions(stats: Stats): string {
	return (stats.mode & 0o777).toString(8);
}

/** Whole milliseconds since 1970, as ferry sends them: nanoseconds that floating point rounds up to a whole millisecond are that millisecond. */
function time(stats: Stats): string {
	return String(Math.floor(stats.mtimeMs));
}
