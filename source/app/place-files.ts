import type {Stats} from 'node:fs';
import path from 'node:path';
import {TimeSlice} from '../base/time-slice.ts';
import type {DirectoryMaker} from '../folder/make-directories.ts';
import {
	exists, freeName, look, makeEmpty, placeFile, setAttributes,
} from '../folder/place-file.ts';
import {syncFiles} from '../folder/sync-files.ts';
import type {InPlaceBlocks} from '../storage/in-place-blocks.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import {matchesSignature, signatureOf} from '../storage/stored-file.ts';
import {conflictName, type Incoming} from './conflict-name.ts';
import type {NotCreatedReason} from './reason-text.ts';
import type {ReceivedFile} from './received-file.ts';
import {syncReached} from './sync-reached.ts';

export type PlaceOptions = {
	/** The destination, absolute. */
	readonly directory: string;
	readonly blocks: InPlaceBlocks;
	readonly known: KnownFiles;
	readonly directories: DirectoryMaker;
	/** What was received and has been edited here since is replaced too. */
	readonly replacesEdited: boolean;
	readonly transaction: (work: () => void) => void;
	/** Something of the user's has come to stand in the way of a file, which gets no name. */
	readonly refuse: (file: ReceivedFile, reason: NotCreatedReason) => void;
	/** The name was taken meanwhile, so the file got this one. */
	readonly onRenamed: (file: ReceivedFile, placedAs: string) => void;
};

/**
Gives complete files their real names, many at a time. The crash rule's second half:

sync the content, rename into place, sync the directories, then record them as finished. Wherever it stops, each file is either still a part file that is recognised, or whole under its name.

@param isSound - whether what stands in a part of the right length, which looks like this, is what it should be.
@returns the files whose part was not what it should be, so that somebody must have touched it: their blocks have to be fetched again.
*/
export async function placeFiles(
	files: readonly ReceivedFile[],
	options: PlaceOptions,
	isSound: (file: ReceivedFile, found: Stats) => Promise<boolean>,
	incoming: Incoming,
): Promise<ReceivedFile[]> {
	const {directory, directories, blocks, known, replacesEdited, transaction, refuse, onRenamed} = options;
	const damaged: ReceivedFile[] = [];
	const ready: ReceivedFile[] = [];
	const slice = new TimeSlice();
	for (const file of files) {
		await slice.next();
		if (file.isNamed) {
			// Placed before the disk was full, when this is another try.
			ready.push(file);
			continue;
		}

		blocks.release(file);
		if (file.entry.size === 0 && isReached(file, options) && !makeEmpty(file.place)) {
			refuse(file, 'part-in-the-way');
			continue;
		}

		const found = look(file.place);
		const isWhole = found?.isFile() && found.size === file.entry.size && await isSound(file, found);
		if (!isReached(file, options)) {
			continue;
		}

		if (isWhole) {
			setAttributes(file.place, file.entry);
			ready.push(file);
		} else {
			damaged.push(file);
		}
	}

	const synced = await syncReached(ready, {directory, placeOf: ({place}) => place, isReached: file => isReached(file, options)});
	// Whoever has put a link in the place of a folder meanwhile: nothing is written through it.
	directories.lookAgain();
	for (const file of synced) {
		if (file.isNamed) {
			continue;
		}

		await slice.next();
		if (!isReached(file, options)) {
			continue;
		}

		const isEdited = file.replace && !replacesEdited && standsEdited(file, known);
		let target = isEdited ? conflictName(file.target, incoming, exists) : file.target;
		while (!placeFile(file.place, target, file.replace && target === file.target)) {
			target = freeName(file.target, exists);
		}

		if (target !== file.target) {
			file.placedAs = path.relative(directory, target);
			onRenamed(file, file.placedAs);
		}

		file.isNamed = true;
	}

	// Everything on the way there is looked at once more.
	directories.lookAgain();
	const placed = synced.filter(file => isReached(file, options) && file.isNamed);
	await syncFiles([...new Set(placed.map(({place}) => path.dirname(place)))], directory);
	transaction(() => {
		for (const file of placed) {
			known.set(file.path, {placedAs: file.placedAs, signature: signatureOf(look(file.place)!), sha256: file.entry.sha256});
		}
	});
	for (const file of placed) {
		file.state = 'whole';
	}

	return damaged;
}

/** Whether nothing of the user's has come into the way of a file; else it is refused. */
function isReached(file: ReceivedFile, {directories, refuse}: PlaceOptions): boolean {
	const isFree = directories.reach(file.path);
	if (!isFree) {
		refuse(file, 'in-the-way');
	}

	return isFree;
}

/** Whether what was received was edited here after it was decided to replace it. */
function standsEdited({path, target}: ReceivedFile, known: KnownFiles): boolean {
	const signature = known.get(path)?.signature;
	const found = signature && look(target);
	return found !== undefined && !matchesSignature(found, signature!);
}
