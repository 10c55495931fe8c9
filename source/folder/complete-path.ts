import type {Buffer} from 'node:buffer';
import type {Dirent} from 'node:fs';
import {opendir, stat} from 'node:fs/promises';
import {homedir} from 'node:os';
import path from 'node:path';
import {decodeName, sortNames, tellsBytes} from './read-names.ts';

export type CompletePathOptions = {
	/** So many paths at most. */
	readonly most: number;
	/** What `~` stands for. Default: the user's home. */
	readonly home?: string;
};

/** Read at once: the default of 32 would take several times as long in a directory of a hundred thousand. */
const namesAtOnce = 1024;

/**
The paths that begin with a text as the user types it, directories first and with a separator at their end. Hidden names come when a dot was typed, `..` is completed as well, names that are not UTF-8 and what is neither a file nor a directory never. A directory that can't be read has nothing in it.
*/
export async function completePath(text: string, {most, home = homedir()}: CompletePathOptions): Promise<string[]> {
	if (text === '~') {
		return [`~${path.sep}`].slice(0, most);
	}

	const cut = lastSeparator(text) + 1;
	const [above, beginning] = [text.slice(0, cut), text.slice(cut)];
	const {directories, files} = await readMatching(expandHome(above, {home}) || '.', beginning);
	const names = [...sorted(directories).map(name => name + path.sep), ...sorted(files)];
	return names.slice(0, most).map(name => above + name);
}

/** A path as the user types it, with their home in the place of `~`. */
export function expandHome(text: string, {home = homedir()}: {readonly home?: string} = {}): string {
	return text === '~' || (text.startsWith('~') && isSeparator(text.charAt(1))) ? path.join(home, text.slice(1)) : text;
}

type Matching = {readonly directories: string[]; readonly files: string[]};

async function readMatching(directory: string, beginning: string): Promise<Matching> {
	const matching: Matching = {directories: [], files: []};
	try {
		// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- this encoding exists, and gives the bytes, but the types don't know it
		const encoding = (tellsBytes ? 'buffer' : 'utf8') as BufferEncoding;
		const entries: AsyncIterable<Dirent<string | Buffer>> = await opendir(directory, {encoding, bufferSize: namesAtOnce});
		if (beginning === '..') {
			matching.directories.push(beginning);
		}

		for await (const entry of entries) {
			const name = typeof entry.name === 'string' ? entry.name : decodeName(entry.name);
			if (name?.startsWith(beginning) && (beginning !== '' || !name.startsWith('.'))) {
				const kind = await kindOf(entry, path.join(directory, name));
				if (kind) {
					matching[kind].push(name);
				}
			}
		}
	} catch {
		// It isn't there, can't be read, or goes away meanwhile: what was found before is all there is to offer.
	}

	return matching;
}

/** A link is what it leads to. */
async function kindOf(entry: Dirent<string | Buffer>, place: string): Promise<keyof Matching | undefined> {
	try {
		// A name that was damaged on the way is not there.
		const isCertain = (entry.isFile() || entry.isDirectory()) && !place.includes('\uFFFD');
		const known = isCertain ? entry : await stat(place);
		return known.isDirectory() ? 'directories' : (known.isFile() ? 'files' : undefined);
	} catch {
		// A link that leads nowhere, or what has gone meanwhile.
		return undefined;
	}
}

function sorted(names: readonly string[]): string[] {
	return sortNames(names).filter(name => typeof name === 'string');
}

function lastSeparator(text: string): number {
	return path.sep === '/' ? text.lastIndexOf('/') : Math.max(text.lastIndexOf('/'), text.lastIndexOf(path.sep));
}

function isSeparator(character: string): boolean {
	return character === '/' || character === path.sep;
}
