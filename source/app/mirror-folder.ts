import type {Stats} from 'node:fs';
import path from 'node:path';
import {mergeSorted} from '../base/merge-sorted.ts';
import {comparePaths} from '../feed/compare-paths.ts';
import type {Entry, FileEntry} from '../feed/entry.ts';
import {WithheldPaths} from '../feed/withheld-paths.ts';
import {loadIgnoreRules} from '../folder/ignore-rules.ts';
import {look} from '../folder/place-file.ts';
import {removeDirectory, removeFile} from '../folder/remove-entry.ts';
import {scan} from '../folder/scan.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import {matchesSignature, type Signature} from '../storage/stored-file.ts';
import type {FerryEvent, OnEvent} from './events.ts';

type KeptReason = NonNullable<Extract<FerryEvent, {type: 'kept'}>['reason']>;

export type MirrorOptions = {
	/** The destination, absolute. */
	readonly directory: string;
	readonly known: KnownFiles;
	/** Entries that can't be made here. */
	readonly refused: ReadonlySet<string>;
	/** What was told to stay: once is enough. */
	readonly told: Set<string>;
	readonly signal: AbortSignal;
	readonly onEvent: OnEvent;
};

/**
Removes from the destination everything that the share doesn't have. What ferry can't carry – sockets, names that are not UTF-8 – and other disks that are mounted there stay, with the folders it is in.

@param entries - the whole index, in order.
@returns the files of the share that are not any more what was received, or not under their own names: they have to be put there again.
*/
export async function mirrorFolder(entries: AsyncIterable<Entry>, {directory, known, refused, told, signal, onEvent}: MirrorOptions): Promise<FileEntry[]> {
	const tellKept = (path: string, reason: KeptReason): void => {
		if (!told.has(path)) {
			told.add(path);
			onEvent({type: 'kept', path, reason});
		}
	};

	const removed = new Map<string, Stats | undefined>();
	// Files that were put beside what stood in their places: they move, and nothing is lost.
	const moving = new Map<string, Signature>();
	const rules = await loadIgnoreRules({ignoreFile: undefined, gitignore: false, enabled: false});
	const extraDirectories: string[] = [];
	const edited: FileEntry[] = [];
	const withheld = new WithheldPaths();
	// What is mounted below it is another disk, and nothing of the share's.
	let device: number | undefined;
	const here = scan([{name: '', place: directory}], {
		rules, exclude: [], signal,
		mountPoints: {
			isThere(_, found) {
				device ??= found;
				return device === found;
			},
			isAway: () => false,
			namesIn: () => [],
		},
	});
	for await (const [entry, found] of mergeSorted(entries, here, (a, b) => comparePaths(a.path, b.path))) {
		if (entry) {
			withheld.add(entry);
			if (entry.kind === 'file' && !refused.has(entry.path) && !isReceived(entry, {directory, known})) {
				edited.push(entry);
				const row = known.get(entry.path);
				if (row?.placedAs !== undefined && row.signature) {
					moving.set(row.placedAs, row.signature);
				}

				if (found && found.kind !== 'directory') {
					onEvent({type: 'overwritten', path: entry.path});
				}
			}

			// What is in it goes as well, for the share has nothing there.
			if (found?.kind === 'directory' && entry.kind === 'file') {
				extraDirectories.push(found.path);
			}

			continue;
		}

		if (withheld.covers(found.path)) {
			continue;
		}

		switch (found.kind) {
			case 'directory': {
				extraDirectories.push(found.path);
				break;
			}

			case 'file':
			case 'symlink': {
				removed.set(found.path, look(found.place));
				removeFile(found.place);
				break;
			}

			case 'left-out': {
				tellKept(found.path, found.reason);
				break;
			}

			case 'ignored': {
				// A part of another share.
				break;
			}
		}
	}

	for (const [name, stats] of removed) {
		const signature = moving.get(name);
		if (!(signature && stats && matchesSignature(stats, signature))) {
			onEvent({type: 'deleted', path: name, mirror: 'file'});
		}
	}

	for (const name of extraDirectories.toReversed()) {
		if (removeDirectory(path.join(directory, name))) {
			onEvent({type: 'deleted', path: name, mirror: 'directory'});
		} else {
			tellKept(name, 'not-empty');
		}
	}

	return edited;
}

/** Whether it stands, as it was received, under its own name. */
function isReceived({path: name}: FileEntry, {directory, known}: Pick<MirrorOptions, 'directory' | 'known'>): boolean {
	const row = known.get(name);
	const found = look(path.join(directory, name));
	return row?.signature !== undefined && row.placedAs === undefined && found !== undefined && matchesSignature(found, row.signature);
}
