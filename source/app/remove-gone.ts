import path from 'node:path';
import {mergeSorted} from '../base/merge-sorted.ts';
import {TimeSlice} from '../base/time-slice.ts';
import {comparePaths} from '../feed/compare-paths.ts';
import type {Entry} from '../feed/entry.ts';
import {readPages, type ReadableIndex} from '../feed/read-index.ts';
import {WithheldPaths} from '../feed/withheld-paths.ts';
import type {DirectoryMaker} from '../folder/make-directories.ts';
import {look} from '../folder/place-file.ts';
import {removeDirectory, removeFile} from '../folder/remove-entry.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import type {OnEvent} from './events.ts';
import {isReceived} from './is-received.ts';

/** Something that was received, a file or a link unless it is a directory. */
export type Gone = Pick<Entry, 'path' | 'kind'>;

export type RemoveGoneOptions = {
	/** The destination, absolute. */
	readonly directory: string;
	readonly directories: DirectoryMaker;
	readonly known: KnownFiles;
	/** What is not picked is not followed. */
	readonly isChosen: (path: string) => boolean;
	readonly signal: AbortSignal;
	readonly onEvent: OnEvent;
};

/**
Removes from the destination what was received, in whatever version, and is not in this one, as far as it still is what was received. What was edited here stays, and is the user's from now on; what is withheld stays as it is.
*/
export async function removeGone(version: ReadableIndex, options: RemoveGoneOptions): Promise<void> {
	await removeEntries(await findGone(version, options), options);
}

/** What was received and is not in this version stays, and is the user's from now on. */
export async function keepGone(version: ReadableIndex, options: RemoveGoneOptions): Promise<void> {
	for (const {path, kind} of await findGone(version, options)) {
		if (kind === 'file') {
			options.known.remove(path);
		}
	}
}

async function findGone(version: ReadableIndex, {known, isChosen}: RemoveGoneOptions): Promise<Gone[]> {
	const gone: Gone[] = [];
	const withheld = new WithheldPaths();
	const slice = new TimeSlice();
	for await (const [entry, row] of mergeSorted(entriesOf(version), known.all(), (a, b) => comparePaths(a.path, b.path))) {
		await slice.next();
		if (entry) {
			withheld.add(entry);
		}

		if (!row) {
			continue;
		}

		// A file in the place of a link, or the reverse, is put there in one step.
		const isGone = entry ? row.isWhole && entry.kind === 'directory' : !withheld.covers(row.path);
		if (isGone && (!row.isWhole || isChosen(row.path))) {
			gone.push({path: row.path, kind: row.isWhole ? 'file' : 'directory'});
		}
	}

	return gone;
}

export async function * entriesOf({root, limit, read}: ReadableIndex): AsyncGenerator<Entry, void> {
	for await (const {entries} of readPages(root, limit, read)) {
		yield * entries;
	}
}

/**
Removes what was received for these entries and still is what was received, with the folders that are empty then.

@param entries - in order of their paths.
*/
export async function removeEntries(entries: readonly Gone[], options: Omit<RemoveGoneOptions, 'isChosen'> & {readonly unpicked?: true}): Promise<void> {
	const {directory, directories, known, signal, onEvent, unpicked} = options;
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
		const isUntouched = found !== undefined && await isReceived(entry.path, {
			place, found, known, signal,
		});
		known.remove(entry.path);
		const what = {path: entry.path, ...(row.placedAs !== undefined && {placedAs: row.placedAs}), ...why};
		if (isUntouched) {
			removeFile(place);
			onEvent({type: 'deleted', ...what});
		} else if (found) {
			onEvent({type: 'kept', ...what});
		}
	}

	for (const {path: name} of entries.filter(({kind, path}) => kind === 'directory' && directories.isOwn(path)).toReversed()) {
		if (directories.leadsTo(name) && removeDirectory(path.join(directory, name))) {
			known.remove(name);
			directories.forget(name);
		}
	}
}
