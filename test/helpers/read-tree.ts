import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {createReadStream, type Stats} from 'node:fs';
import {lstat, readdir, readlink} from 'node:fs/promises';
import path from 'node:path';
import {pipeline} from 'node:stream/promises';

/** One entry of a folder. Modes are 0 … 0o777, times whole milliseconds since 1970 (rounded down). */
export type TreeEntry = {
	readonly kind: 'file' | 'directory' | 'symlink' | 'other';
	readonly size?: number;
	/** Hexadecimal. */
	readonly sha256?: string;
	readonly mtime?: number;
	readonly mode?: number;
	readonly target?: string;
};

/**
Reads everything below `root` so that two folders can be compared entry by entry, sorted by the UTF-8 bytes of the paths.

Names that are not UTF-8 are passed over; `skipped`, when given, receives them as hexadecimal.
*/
export async function readTree(root: string, skipped: string[] = []): Promise<Map<string, TreeEntry>> {
	const entries: Array<[string, TreeEntry]> = [];
	const prefixes = [''];
	for (let prefix = prefixes.pop(); prefix !== undefined; prefix = prefixes.pop()) {
		for (const bytes of await readdir(path.join(root, prefix), {encoding: 'buffer'})) {
			const name = bytes.toString();
			if (!Buffer.from(name).equals(bytes)) {
				skipped.push(bytes.toString('hex'));
				continue;
			}

			const entry = await readEntry(path.join(root, prefix, name));
			entries.push([prefix + name, entry]);
			if (entry.kind === 'directory') {
				prefixes.push(`${prefix}${name}/`);
			}
		}
	}

	return new Map(entries.toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
}

async function readEntry(place: string): Promise<TreeEntry> {
	const stats = await lstat(place);
	const kind = kindOf(stats);
	const mtime = Math.floor(stats.mtimeMs);
	const mode = stats.mode & 0o777;
	switch (kind) {
		case 'file': {
			const hash = createHash('sha256');
			await pipeline(createReadStream(place), hash);
			return {
				kind, size: stats.size, sha256: hash.digest('hex'), mtime, mode,
			};
		}

		case 'directory': {
			return {kind, mtime, mode};
		}

		// The mode of a link means nothing, and differs between systems.
		case 'symlink': {
			return {kind, mtime, target: await readlink(place)};
		}

		case 'other': {
			return {kind};
		}
	}
}

function kindOf(stats: Stats): TreeEntry['kind'] {
	if (stats.isFile()) {
		return 'file';
	}

	return stats.isDirectory() ? 'directory' : (stats.isSymbolicLink() ? 'symlink' : 'other');
}
