import {Buffer} from 'node:buffer';
import path from 'node:path';
import process from 'node:process';
import {ExpectedError} from '../base/errors.ts';
import {checkPath} from '../base/relative-path.ts';
import type {Commit} from '../feed/commit.ts';
import type {ReadRecord} from '../feed/read-page.ts';
import {freeSpace} from '../folder/free-space.ts';
import {exists, freeName} from '../folder/place-file.ts';
import type {ShareKind} from './events.ts';
import type {StandingNotes} from './standing-notes.ts';
import {survey} from './survey.ts';

/** What a user is asked about before anything is written. */
export type Offer = {
	/** As the sharer named it: to be escaped where it is shown. */
	readonly name: string;
	readonly kind: ShareKind;
	readonly files: number;
	readonly bytes: number;
	/** The sharer is still reading: the numbers are what its walk over the folder found. */
	readonly reading: boolean;
	/** Absolute. */
	readonly directory: string;
	readonly freeBytes: number;
	/** How many files have a name that is taken there. */
	readonly collisions: number;
	/** The index has not been looked through yet: the numbers are what the commit says of it. */
	readonly isCounting?: boolean;
	/** Of a version that was looked through as a whole: the block of its commit, the bytes that have to be written, and what stood in the directory. */
	readonly counted?: {readonly block: number; readonly neededBytes: number; readonly standing: StandingNotes};
	/** Of an old version: its number, and how many of its files nobody has any more who can be reached. They are not among the others. */
	readonly version?: number;
	readonly gone?: number;
};

/** Bytes that file systems have for a name. */
const longestName = 255;

export type OfferOptions = {
	readonly commit: Commit;
	readonly block: number;
	readonly read: ReadRecord;
	readonly directory: string;
	readonly isChosen: (path: string) => boolean;
	/** Some of it is here from an earlier run: what is missing is found out on the way. */
	readonly isContinued: boolean;
	/** It is no mistake when nothing was chosen. */
	readonly mayBeNothing: boolean;
	/** Given what is known before the index is looked through, when everything is wanted: with a million files that takes a while. */
	readonly onCommit?: ((offer: Offer) => void) | undefined;
};

/**
Puts together what there is to receive.

@throws ExpectedError `disk-full` with both numbers when it does not fit, `entry-missing` when nothing was chosen by mistake.
*/
export async function offerOf({commit, block, read, directory, isChosen, isContinued, mayBeNothing, onCommit}: OfferOptions): Promise<Offer> {
	const {name, kind, complete, totals} = commit;
	const about = {
		name, kind, reading: !complete, directory,
	};
	if (complete) {
		onCommit?.({
			...about, files: totals.files, bytes: totals.bytes, collisions: 0, freeBytes: await freeSpace(directory), isCounting: true,
		});
	}

	const {
		files, bytes, collisions, neededBytes, isAnyChosen, standing,
	} = await survey(commit, block, read, {directory, isChosen});
	if (!isAnyChosen && !mayBeNothing) {
		throw new ExpectedError('entry-missing', 'Nothing in the share matches --only.', {hint: 'See what it has with “ferry ls”. *.txt matches at every depth, /*.txt at the top only.'});
	}

	const freeBytes = await freeSpace(directory);
	if (!isContinued && neededBytes > freeBytes) {
		throw new ExpectedError('disk-full', `This needs ${neededBytes.toLocaleString('en')} bytes, and ${freeBytes.toLocaleString('en')} are free.`, {
			hint: 'Make room, choose a directory on another disk, or get only some files with --only.',
		});
	}

	return {
		...about, files, bytes, freeBytes, collisions, ...(complete && {counted: {block, neededBytes, standing}}),
	};
}

/** A new directory in the current one, named after the share as far as that name is safe; `ending` follows it. */
export function chooseDirectory(name: string, key: Uint8Array, ending = ''): string {
	const isSafe = !name.includes('/') && checkPath(name, process.platform).safe && !name.startsWith('.');
	const start = isSafe && Buffer.byteLength(name + ending) <= longestName ? name : `share-${Buffer.from(key).toString('hex').slice(0, 8)}`;
	const directory = path.resolve(start + ending);
	return exists(directory) ? freeName(directory, exists) : directory;
}
