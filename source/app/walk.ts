import {maximumLongPaths} from '../feed/limits.ts';
import {isLongPath} from '../feed/long-paths.ts';
import type {IgnoreRules} from '../folder/ignore-rules.ts';
import type {Root} from '../folder/roots.ts';
import {saveMemory} from '../base/save-memory.ts';
import {scan, type Found, type ScanOptions} from '../folder/scan.ts';
import {foundEntry, type FoundEntry} from './found-entry.ts';
import type {LeftOutReason} from './events.ts';

/** What a walk over the shared paths came to. */
export type Walk = {
	readonly files: number;
	readonly directories: number;
	readonly symlinks: number;
	readonly bytes: number;
	readonly leftOut: number;
	readonly ignored: number;
	/** What was found, again, in order: from memory when it is small, else by another walk. */
	readonly found: () => AsyncIterable<FoundEntry>;
};

export type WalkOptions = {
	readonly roots: readonly Root[];
	readonly rules: IgnoreRules;
	/** Directories that are not entered. */
	readonly exclude: readonly string[];
	/** Called for each directory before it is read. */
	readonly onDirectory?: ((path: string, place: string) => void) | undefined;
	readonly mountPoints?: ScanOptions['mountPoints'];
	readonly signal: AbortSignal;
	readonly onLeftOut: (path: string, reason: LeftOutReason) => void;
};

/** Beyond so many entries a second walk costs less than the memory. */
const mostKept = 50_000;

/** Half of what a receiver takes: while it follows a new version it knows the paths of two. */
const mostLongPaths = maximumLongPaths / 2;

/** Walks the shared paths before anything is read, so that everybody knows how much is to come. */
export async function walk({roots, onLeftOut, ...options}: WalkOptions): Promise<Walk> {
	const counts = {
		file: 0, directory: 0, symlink: 0, 'left-out': 0, ignored: 0,
	};
	let bytes = 0;
	let kept: FoundEntry[] | undefined = [];
	for await (const found of findAll(roots, options)) {
		counts[found.kind]++;
		const entry = foundEntry(found);
		saveMemory(counts.file);
		if (found.kind === 'left-out') {
			onLeftOut(found.path, found.reason);
		}

		if (entry) {
			bytes += entry.kind === 'file' ? entry.size : 0;
			if (kept && kept.push(entry) > mostKept) {
				kept = undefined;
			}
		}
	}

	return {
		files: counts.file,
		directories: counts.directory,
		symlinks: counts.symlink,
		bytes,
		leftOut: counts['left-out'],
		ignored: counts.ignored,
		async * found() {
			if (kept) {
				yield * kept;
				return;
			}

			for await (const found of findAll(roots, options)) {
				const entry = foundEntry(found);
				if (entry) {
					yield entry;
				}
			}
		},
	};
}

/** As `scan`, but of very long paths no more than an index may have. */
async function * findAll(...[roots, options]: Parameters<typeof scan>): AsyncGenerator<Found> {
	let longPaths = 0;
	for await (const found of scan(roots, options)) {
		const isLong = foundEntry(found) !== undefined && isLongPath(found.path);
		longPaths += isLong ? 1 : 0;
		yield isLong && longPaths > mostLongPaths ? {kind: 'left-out', path: found.path, reason: 'path-too-long'} : found;
	}
}
