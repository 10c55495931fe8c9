import path from 'node:path';
import {linkStaysInside} from '../base/link-target.ts';
import type {PathGate} from '../base/path-gate.ts';
import type {DirectoryEntry, Entry, SymlinkEntry} from '../feed/entry.ts';
import type {DirectoryMaker} from '../folder/make-directories.ts';
import {
	exists, freeName, look, setAttributes,
} from '../folder/place-file.ts';
import {linkAt, placeLink} from '../folder/place-link.ts';
import {decide, type ExistingPolicy} from './collision.ts';
import type {OnEvent} from './events.ts';

export type FinishOptions = {
	readonly directory: string;
	readonly directories: DirectoryMaker;
	readonly gate: PathGate;
	readonly existing: ExistingPolicy;
	readonly isChosen: (path: string) => boolean;
	readonly refuse: (path: string, reason: string) => void;
	readonly onEvent: OnEvent;
};

/**
Does what must wait until every file is in its place: makes directories that are still missing and symbolic links, so that nothing is ever written through one, and last, from the deepest up, gives new directories their permissions and times.

@param entries - the whole index, in order.
*/
export async function finishFolder(entries: AsyncIterable<Entry>, options: FinishOptions): Promise<void> {
	const made: DirectoryEntry[] = [];
	for await (const entry of entries) {
		// Asking again for an admitted path is safe, and refuses again what was refused.
		if (!options.isChosen(entry.path) || !options.gate.admit(entry.path, entry.kind).safe) {
			continue;
		}

		if (entry.kind === 'symlink') {
			finishLink(entry, options);
		} else if (entry.kind === 'directory') {
			options.directories.make(entry.path);
			made.push(entry);
		}
	}

	for (const entry of made.toReversed()) {
		const place = path.join(options.directory, entry.path);
		if (options.directories.isNew(entry.path) && look(place)?.isDirectory()) {
			setAttributes(place, entry);
		}
	}
}

function finishLink(entry: SymlinkEntry, {directory, directories, gate, existing, refuse, onEvent}: FinishOptions): void {
	if (!linkStaysInside(entry.path, entry.target, other => gate.isSymlink(other))) {
		refuse(entry.path, 'link-leaves-share');
		return;
	}

	directories.makeParents(entry.path);
	const place = path.join(directory, entry.path);
	const policy = existing === 'overwrite' && look(place)?.isDirectory() ? 'keep-both' : existing;
	switch (decide(linkAt(place, entry.target), policy)) {
		case 'take': {
			placeLink(place, entry, false);
			break;
		}

		case 'replace': {
			placeLink(place, entry, true);
			onEvent({type: 'overwritten', path: entry.path});
			break;
		}

		case 'rename': {
			const free = freeName(place, exists);
			placeLink(free, entry, false);
			onEvent({type: 'kept-both', path: entry.path, placedAs: path.relative(directory, free)});
			break;
		}

		case 'skip': {
			onEvent({type: 'skipped', path: entry.path});
			break;
		}

		case 'use': {
			break;
		}
	}
}
