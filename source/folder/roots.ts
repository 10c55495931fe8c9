import {Buffer} from 'node:buffer';
import type {Stats} from 'node:fs';
import {realpath, stat} from 'node:fs/promises';
import path from 'node:path';
import {ExpectedError, systemErrorCode} from '../base/errors.ts';
import {decodeName} from './read-names.ts';

/** One of the paths that the user shares. */
export type Root = {
	/** Path of this root inside the share; empty for a shared folder's own root. */
	readonly name: string;
	/** Absolute real path. */
	readonly place: string;
};

/** What a list of paths given by the user comes to. */
export type ResolvedRoots = {
	readonly kind: 'folder' | 'file' | 'several';
	/** Name of the share when the user gives none. */
	readonly name: string;
	/** Ascending by the UTF-8 bytes of their names. */
	readonly roots: readonly Root[];
};

type Named = Root & {readonly isDirectory: boolean};

/**
Finds what the user means by the paths to share: one folder, one file, or several paths side by side. A path that is a symbolic link is followed, because the user named it.

Fails with `path-missing`, with `path-unreadable`, and with `usage` for what can't be shared (sockets, devices, two paths of the same name).
*/
export async function resolveRoots(paths: readonly string[]): Promise<ResolvedRoots> {
	const found = await Promise.all(paths.map(async given => resolveRoot(given)));
	const [first] = found;
	if (!first) {
		throw new ExpectedError('usage', 'No path was given.', {hint: 'Name a folder or files to share.'});
	}

	if (found.length === 1) {
		return {
			kind: first.isDirectory ? 'folder' : 'file',
			name: first.name,
			roots: [{name: first.isDirectory ? '' : first.name, place: first.place}],
		};
	}

	refuseEqualNames(found);
	const roots = found
		.map(({name, place}) => ({name, place}))
		.toSorted((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
	return {kind: 'several', name: `${first.name} and ${found.length - 1} more`, roots};
}

async function resolveRoot(given: string): Promise<Named> {
	if (given === '') {
		throw new ExpectedError('path-missing', 'A path to share is empty.', {hint: 'Write “.” for the current folder.'});
	}

	const {bytes, stats} = await inspect(given);
	if (!stats.isDirectory() && !stats.isFile()) {
		throw new ExpectedError('usage', `“${given}” is neither a folder nor a file.`, {hint: 'Sockets, pipes and devices can’t be shared.'});
	}

	const place = decodeName(bytes);
	if (place === undefined) {
		throw new ExpectedError('path-unreadable', `“${given}” lies below a folder whose name is not UTF-8.`, {hint: 'Rename that folder.'});
	}

	// The name of the path as given, made absolute: what a link is called is what the user knows.
	return {name: path.basename(path.resolve(given)) || 'root', place, isDirectory: stats.isDirectory()};
}

async function inspect(given: string): Promise<{bytes: Uint8Array; stats: Stats}> {
	try {
		const bytes = await realpath(given, {encoding: 'buffer'});
		return {bytes, stats: await stat(bytes)};
	} catch (error) {
		const code = systemErrorCode(error);
		if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(code)) {
			throw new ExpectedError('path-missing', `There is no “${given}”.`, {hint: 'Check how the path is spelled.', cause: error});
		}

		throw new ExpectedError('path-unreadable', `“${given}” can’t be read (${code}).`, {hint: 'Check the permissions of the path and of the folders above it.', cause: error});
	}
}

function refuseEqualNames(named: readonly Named[]): void {
	const seen = new Map<string, string>();
	for (const {name} of named) {
		// Names that differ only in case or in how accents are composed are one name on many file systems.
		const folded = name.normalize('NFC').toLowerCase();
		const other = seen.get(folded);
		if (other !== undefined) {
			throw new ExpectedError('usage', `Two of the paths have the same name: “${other}” and “${name}”.`, {hint: 'Share them one by one, or share the folder above them.'});
		}

		seen.set(folded, name);
	}
}
