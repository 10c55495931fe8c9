import path from 'node:path';
import {linkStaysInside} from '../base/link-target.ts';
import type {PathGate} from '../base/path-gate.ts';
import type {DirectoryEntry, Entry, SymlinkEntry} from '../feed/entry.ts';
import {WithheldPaths} from '../feed/withheld-paths.ts';
import type {DirectoryMaker} from '../folder/make-directories.ts';
import {
	exists, freeName, hasAttributes, look, setAttributes,
} from '../folder/place-file.ts';
import {linkAt, placeLink} from '../folder/place-link.ts';
import {matchesSignature, signatureOf} from '../storage/stored-file.ts';
import type {KnownFile, KnownFiles} from '../storage/known-files.ts';
import {decide, type Existing, type ExistingPolicy} from './collision.ts';
import type {OnEvent} from './events.ts';
import type {NotCreatedReason} from './reason-text.ts';

export type FinishOptions = {
	readonly directory: string;
	readonly directories: DirectoryMaker;
	readonly known: KnownFiles;
	readonly gate: PathGate;
	readonly existing: ExistingPolicy;
	readonly isChosen: (path: string) => boolean;
	/** Folders that were here before follow the share as well. */
	readonly isMirror: boolean;
	readonly refuse: (path: string, reason: NotCreatedReason) => void;
	readonly onEvent: OnEvent;
};

/** How many entries that are wanted their sharer could not read. */
export type Finished = {readonly withheld: number};

/**
Does what must wait until every file is in its place: makes directories that are still missing and symbolic links, so that nothing is ever written through one, and last, from the deepest up, gives directories that were made here their permissions and times.

@param entries - the whole index, in order.
*/
export async function finishFolder(entries: AsyncIterable<Entry>, options: FinishOptions): Promise<Finished> {
	const made: DirectoryEntry[] = [];
	const withheld = new WithheldPaths();
	let withheldCount = 0;
	for await (const entry of entries) {
		if (!options.isChosen(entry.path)) {
			// Made all the same when something in it was chosen.
			if (entry.kind === 'directory' && options.directories.isOwn(entry.path)) {
				made.push(entry);
			}

			continue;
		}

		if (entry.kind === 'withheld') {
			withheldCount += withheld.covers(entry.path) ? 0 : 1;
			withheld.add(entry);
			continue;
		}

		// Asking again for an admitted path is safe, and refuses again what was refused.
		if (!options.gate.admit(entry.path, entry.kind).safe) {
			continue;
		}

		if (entry.kind === 'symlink') {
			finishLink(entry, options);
		} else if (entry.kind === 'directory') {
			if (options.directories.reach(`${entry.path}/`)) {
				made.push(entry);
			} else {
				options.refuse(entry.path, 'in-the-way');
			}
		}
	}

	for (const entry of made.toReversed()) {
		const place = path.join(options.directory, entry.path);
		const found = options.isMirror || options.directories.isOwn(entry.path) ? look(place) : undefined;
		if (found?.isDirectory() && !hasAttributes(found, entry) && options.directories.leadsTo(`${entry.path}/`)) {
			setAttributes(place, entry);
		}
	}

	return {withheld: withheldCount};
}

function finishLink(entry: SymlinkEntry, options: FinishOptions): void {
	const {directory, directories, known, gate, refuse, onEvent} = options;
	if (!linkStaysInside(entry.path, entry.target, other => gate.isSymlink(other))) {
		refuse(entry.path, 'link-leaves-share');
		return;
	}

	if (!directories.reach(entry.path)) {
		refuse(entry.path, 'in-the-way');
		return;
	}

	const row = known.get(entry.path);
	const place = path.join(directory, row?.placedAs ?? entry.path);
	const existing = whatStands(place, entry, row);
	const policy = options.existing === 'overwrite' && look(place)?.isDirectory() ? 'keep-both' : options.existing;
	// Remembered, so that another run finds the link under the name it got.
	const put = (at: string, placedAs: string | undefined, replace: boolean): void => {
		placeLink(at, entry, replace);
		known.set(entry.path, {placedAs, signature: signatureOf(look(at)!)});
	};

	switch (decide(existing, policy)) {
		case 'take': {
			put(place, row?.placedAs, false);
			break;
		}

		case 'replace': {
			put(place, row?.placedAs, true);
			if (existing === 'foreign') {
				onEvent({type: 'overwritten', path: entry.path});
			}

			break;
		}

		case 'rename': {
			const free = freeName(path.join(directory, entry.path), exists);
			const placedAs = path.relative(directory, free);
			put(free, placedAs, false);
			onEvent({type: 'kept-both', path: entry.path, placedAs});
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

function whatStands(place: string, {target}: SymlinkEntry, row: KnownFile | undefined): Existing {
	const standing = linkAt(place, target);
	const isOwn = standing === 'foreign' && row?.signature !== undefined && matchesSignature(look(place)!, row.signature);
	return isOwn ? 'placed-here' : standing;
}
