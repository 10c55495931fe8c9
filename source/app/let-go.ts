import path from 'node:path';
import {TimeSlice} from '../base/time-slice.ts';
import type {Entry} from '../feed/entry.ts';
import {readPages, type ReadableIndex} from '../feed/read-index.ts';
import {look} from '../folder/place-file.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import {matchesSignature} from '../storage/stored-file.ts';
import {removeEntries, type RemoveGoneOptions} from './remove-gone.ts';

/** Files that were received and are not picked any more: those that nobody has changed, and how many somebody has. */
export type Unpicked = {readonly files: number; readonly bytes: number; readonly edited: number};

export type UnpickedOptions = {
	/** The destination, absolute. */
	readonly directory: string;
	readonly known: KnownFiles;
	readonly isChosen: (path: string) => boolean;
};

/** Counts what is here of these versions and not picked. */
export async function measureUnpicked(indexes: readonly ReadableIndex[], options: UnpickedOptions): Promise<Unpicked> {
	const sum = {files: 0, bytes: 0, edited: 0};
	const counted = new Set<string>();
	for (const index of indexes) {
		for await (const entry of unpickedOf(index, options)) {
			const standing = counted.has(entry.path) ? undefined : standingOf(entry, options);
			counted.add(entry.path);
			if (standing?.isEdited) {
				sum.edited++;
			} else if (standing) {
				sum.files++;
				sum.bytes += standing.size;
			}
		}
	}

	return sum;
}

/** Deletes what is here of these versions and not picked, with the folders that are empty then. What was edited stays, and is the user's from now on. */
export async function removeUnpicked(indexes: readonly ReadableIndex[], options: Pick<UnpickedOptions, 'isChosen'> & RemoveGoneOptions): Promise<void> {
	for (const index of indexes) {
		const entries: Entry[] = [];
		for await (const entry of unpickedOf(index, options)) {
			entries.push(entry);
		}

		await removeEntries(entries, {...options, unpicked: true});
	}
}

/** The file or link that was received for an entry, as it stands now. Undefined when there is none. */
export function standingOf({path: name, kind}: Entry, {known, directory}: Pick<UnpickedOptions, 'known' | 'directory'>): {readonly isEdited: boolean; readonly size: number} | undefined {
	const row = kind === 'directory' ? undefined : known.get(name);
	const found = row?.signature && look(path.join(directory, row.placedAs ?? name));
	return found && row?.signature ? {isEdited: !matchesSignature(found, row.signature), size: kind === 'file' ? found.size : 0} : undefined;
}

/** In order, what something is remembered of. */
async function * unpickedOf({root, limit, read}: ReadableIndex, {isChosen, known}: Pick<UnpickedOptions, 'isChosen' | 'known'>): AsyncGenerator<Entry, void> {
	const slice = new TimeSlice();
	for await (const {entries} of readPages(root, limit, read)) {
		for (const entry of entries) {
			if (!isChosen(entry.path) && known.get(entry.path)) {
				yield entry;
			}

			await slice.next();
		}
	}
}
