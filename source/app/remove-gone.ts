import path from 'node:path';
import {diffIndexes} from '../feed/diff-index.ts';
import type {Entry} from '../feed/entry.ts';
import type {ReadableIndex} from '../feed/read-index.ts';
import type {DirectoryMaker} from '../folder/make-directories.ts';
import {look} from '../folder/place-file.ts';
import {removeDirectory, removeFile} from '../folder/remove-entry.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import {matchesSignature} from '../storage/stored-file.ts';
import type {OnEvent} from './events.ts';

export type RemoveGoneOptions = {
	/** The destination, absolute. */
	readonly directory: string;
	readonly directories: DirectoryMaker;
	readonly known: KnownFiles;
	/** What is not picked is not followed. */
	readonly isChosen: (path: string) => boolean;
	readonly onEvent: OnEvent;
};

/** Removes from the destination what the newer of two versions doesn't have any more, as far as it still is what was received. What was edited here stays, and is the user's from now on. */
export async function removeGone(before: ReadableIndex, after: ReadableIndex, options: RemoveGoneOptions): Promise<void> {
	const gone: Entry[] = [];
	for await (const {before: old, after: current} of diffIndexes(before, after)) {
		// A file in the place of a link, or the reverse, is put there in one step.
		const isReplaced = old?.kind !== 'directory' && current !== undefined && current.kind !== 'directory';
		if (old && old.kind !== current?.kind && !isReplaced && (old.kind === 'directory' || options.isChosen(old.path))) {
			gone.push(old);
		}
	}

	removeEntries(gone, options);
}

/**
Removes folders in whose place the newer version has a file or a link, with what was received into them, and links in whose place it has a folder: they must be gone before that can take their names, and before anything is found through such a link.
*/
export async function removeReplaced(before: ReadableIndex, after: ReadableIndex, options: RemoveGoneOptions): Promise<void> {
	const replaced: string[] = [];
	const gone: Entry[] = [];
	for await (const {before: old, after: current} of diffIndexes(before, after)) {
		if (old?.kind === 'directory' && current && current.kind !== 'directory') {
			replaced.push(old.path);
		}

		if (old?.kind === 'symlink' && current?.kind === 'directory') {
			gone.push(old);
		}

		// A path comes before what is below it.
		if (old && !(current?.kind === 'directory') && replaced.some(directory => old.path === directory || old.path.startsWith(`${directory}/`))) {
			gone.push(old);
		}
	}

	removeEntries(gone, options);
}

/**
Removes what was received for these entries and still is what was received, with the folders that are empty then.

@param entries - in order of their paths.
*/
export function removeEntries(entries: readonly Entry[], {directory, directories, known, onEvent, unpicked}: Omit<RemoveGoneOptions, 'isChosen'> & {readonly unpicked?: true}): void {
	const why = unpicked && {unpicked};
	for (const entry of entries) {
		const row = known.get(entry.path);
		// Without a signature it is a directory by now, or was never whole.
		if (entry.kind === 'directory' || !row?.signature) {
			continue;
		}

		const name = row.placedAs ?? entry.path;
		const place = path.join(directory, name);
		const found = directories.leadsTo(name) ? look(place) : undefined;
		known.remove(entry.path);
		if (found && matchesSignature(found, row.signature)) {
			removeFile(place);
			onEvent({type: 'deleted', path: entry.path, ...why});
		} else if (found) {
			onEvent({type: 'kept', path: entry.path, ...why});
		}
	}

	for (const {path: name} of entries.filter(({kind, path}) => kind === 'directory' && directories.isOwn(path)).toReversed()) {
		if (directories.leadsTo(name) && removeDirectory(path.join(directory, name))) {
			known.remove(name);
			directories.forget(name);
		}
	}
}
