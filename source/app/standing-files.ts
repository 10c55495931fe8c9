import type {Stats} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {checkPath} from '../base/relative-path.ts';
import {exists, look} from '../folder/place-file.ts';

/** Directories that are remembered: entries come in order, so a few would do. */
const mostKnown = 10_000;

/**
Finds what stands where a path of a share belongs below a directory; undefined for nothing, and for paths that are never created.

The file system is not asked for what lies in directories that aren't there: a new destination is looked through in no time.
*/
export function standingIn(directory: string): (path: string) => Stats | undefined {
	const known = new Map<string, boolean>();
	const isThere = (name: string): boolean => {
		const isKnown = known.get(name);
		if (isKnown !== undefined) {
			return isKnown;
		}

		const isFound = (name === '' || isThere(parentOf(name))) && exists(path.join(directory, name));
		if (known.size >= mostKnown) {
			known.clear();
		}

		known.set(name, isFound);
		return isFound;
	};

	return name => checkPath(name, process.platform).safe && isThere(parentOf(name)) ? look(path.join(directory, name)) : undefined;
}

function parentOf(name: string): string {
	return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}
