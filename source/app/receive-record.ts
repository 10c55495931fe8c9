import {Buffer} from 'node:buffer';
import path from 'node:path';
import {ExpectedError} from '../base/errors.ts';
import type {Commit} from '../feed/commit.ts';
import type {Library} from '../library/library.ts';
import {recordDefaults, type ShareRecord} from '../library/record.ts';
import type {ExistingPolicy} from './collision.ts';
import type {LetGo} from './choice.ts';
import {limitChanges, type LimitWish} from './share-limits.ts';
import type {FileSelection} from './file-selection.ts';

/** What the user said about a share to receive. */
export type Wish = {
	/** Where the entries go; undefined: a new directory in the current one, named after the share. */
	readonly directory?: string | undefined;
	/** Globs; empty: as before, or everything. */
	readonly only: readonly string[];
	readonly existing: ExistingPolicy;
	/** What of it is wanted; undefined: as before, or everything. */
	readonly selection?: FileSelection | undefined;
	/** Whether a dashboard goes on with it by itself the next time; undefined: as before. */
	readonly resumes?: boolean | undefined;
	/** The share's own limits, asked for when they are needed; undefined: as before. */
	readonly limits?: (() => LimitWish) | undefined;
	/** Apply new versions as they come; undefined: as before. */
	readonly live?: boolean | undefined;
};

/**
The earlier get that this one goes on with.

Into another directory a complete one starts anew (`isElsewhere`); one that is under way would lose what it has.

@throws ExpectedError `usage`
*/
export async function recordToContinue(library: Library, key: Uint8Array, wish: Pick<Wish, 'directory'>): Promise<ShareRecord | undefined> {
	const record = await library.find(key, 'receiving');
	if (!record || record.complete || !isElsewhere(record, wish)) {
		return record;
	}

	throw new ExpectedError('usage', `This share is already being received into “${record.directory}”.`, {
		hint: 'Get it without a directory to go on there, or run “ferry remove” with its key first: the files that are there stay.',
	});
}

/** Whether a share was received into another directory than the one that is asked for now. */
export function isElsewhere(record: ShareRecord, {directory}: Pick<Wish, 'directory'>): boolean {
	return record.directory !== null && directory !== undefined && path.resolve(directory) !== record.directory;
}

/** The record of a share that is about to be received, for the first time or again. */
export function receiveRecord(key: Uint8Array, commit: Commit, wish: Wish & {readonly directory: string; readonly unpicked: LetGo}, earlier: ShareRecord | undefined): ShareRecord {
	return {
		...recordDefaults,
		...earlier,
		format: 1,
		key: Buffer.from(key).toString('hex'),
		direction: 'receiving',
		kind: commit.kind,
		name: commit.name,
		roots: [],
		directory: wish.directory,
		only: wish.only,
		existing: wish.existing,
		selection: wish.selection ?? [],
		unpicked: wish.unpicked,
		...(wish.resumes !== undefined && {paused: !wish.resumes}),
		...(wish.live !== undefined && {live: wish.live}),
		...limitChanges(wish.limits?.() ?? {}),
		keepHistory: false,
		created: earlier?.created ?? Date.now(),
		version: earlier?.version ?? 0,
		complete: false,
		files: commit.expected.files,
		bytes: commit.expected.bytes,
	};
}

/** The block of the commit of the version that is here and stays until the user asks for another; undefined: the newest one is wanted. */
export function keptVersion({complete, live, commit}: Pick<ShareRecord, 'complete' | 'live' | 'commit'>): number | undefined {
	return complete && !live ? commit ?? undefined : undefined;
}
