import {Buffer} from 'node:buffer';
import type {Stats} from 'node:fs';
import path from 'node:path';
import {restFrom} from '../base/rest-from.ts';
import type {FileEntry} from '../feed/entry.ts';
import {
	exists, freeName, hasAttributes, look, setAttributes,
} from '../folder/place-file.ts';
import type {KnownFile, KnownFiles} from '../storage/known-files.ts';
import {matchesSignature, signatureOf, type Signature} from '../storage/stored-file.ts';
import {decide, type Existing, type ExistingPolicy} from './collision.ts';
import {conflictName, type Incoming} from './conflict-name.ts';
import type {HasContent} from './content-hasher.ts';
import type {OnEvent} from './events.ts';
import {isReceived} from './is-received.ts';
import {settleConflict} from './settle-conflict.ts';

/** Where a received file goes; with a signature when the file that stands there already is it. */
export type Place = {
	readonly target: string;
	readonly replace: boolean;
	readonly placedAs: string | undefined;
	readonly signature: Signature | undefined;
};

export type ChoosePlaceOptions = {
	readonly directory: string;
	readonly existing: ExistingPolicy;
	/** `overwrite` also goes for what was received and has been edited here since. */
	readonly replacesEdited: boolean;
	readonly known: KnownFiles;
	readonly hasContent: HasContent;
	/** What is in the way goes as soon as everything is here, and the file takes its own name. */
	readonly isMirror?: boolean;
	/** Names that were promised to other files. */
	readonly promised: Set<string>;
	readonly onEvent: OnEvent;
	readonly signal: AbortSignal;
};

/**
Looks at what stands where a file of the share belongs, and decides.

@returns 'later' while the sharer hasn't read the file to its end and something is in its place: whether that is the same can't be known yet. 'skip' when the user doesn't want it then.
*/
export async function choosePlace(entry: FileEntry, options: ChoosePlaceOptions, incoming: Incoming): Promise<Place | 'later' | 'skip'> {
	const {directory, known, promised, isMirror, onEvent} = options;
	await settleConflict(entry, options);
	const row = known.get(entry.path);
	const target = path.join(directory, row?.placedAs ?? entry.path);
	const place = {
		target, placedAs: row?.placedAs, replace: false, signature: undefined,
	};
	const found = look(target);
	if (found && !entry.sha256) {
		return 'later';
	}

	const existing = found ? await compare(entry, {target, found, row}, options) : 'nothing';
	const isKept = found?.isDirectory() === true || (existing === 'edited' && !options.replacesEdited);
	const decision = decide(existing, isKept && options.existing === 'overwrite' ? 'keep-both' : options.existing);
	switch (decision) {
		case 'use': {
			return {...place, signature: use(entry, {target, found: found!, row}, options)};
		}

		case 'skip': {
			onEvent({type: 'skipped', path: entry.path});
			return 'skip';
		}

		case 'rename': {
			const isTaken = (candidate: string): boolean => exists(candidate) || promised.has(candidate);
			const own = path.join(directory, entry.path);
			const free = existing === 'edited' ? conflictName(own, incoming, isTaken) : freeName(own, isTaken);
			const placedAs = path.relative(directory, free);
			// Remembered before the first byte, so that the same name is used after an interruption.
			known.set(entry.path, {placedAs, signature: undefined});
			promised.add(free);
			if (!isMirror) {
				onEvent({type: 'kept-both', path: entry.path, placedAs});
			}

			return {...place, target: free, placedAs};
		}

		case 'replace': {
			if (existing !== 'placed-here') {
				onEvent({type: 'overwritten', path: entry.path});
			}

			return {...place, replace: true};
		}

		case 'take': {
			return place;
		}
	}
}

type Standing = {readonly target: string; readonly found: Stats; readonly row: KnownFile | undefined};

async function compare(entry: FileEntry, {target, found, row}: Standing, {known, hasContent, signal}: ChoosePlaceOptions): Promise<Existing> {
	const isOurs = row?.signature !== undefined && matchesSignature(found, row.signature);
	if (isOurs && found.isFile() && row.sha256 && Buffer.compare(row.sha256, entry.sha256!) === 0) {
		return 'identical';
	}

	if (found.isFile() && found.size === entry.size) {
		await restFrom(found.ctimeMs);
		if (await hasContent(target, entry, signal) && isStill(target, found)) {
			return 'identical';
		}
	}

	const standing = {
		place: target, found, known, signal,
	};
	if (isOurs || await isReceived(entry.path, standing)) {
		return 'placed-here';
	}

	return row?.signature && found.isFile() ? 'edited' : 'foreign';
}

/** Its blocks will be offered as long as it looks as it did when it was hashed. */
function isStill(target: string, found: Stats): boolean {
	const now = look(target);
	return now !== undefined && matchesSignature(now, signatureOf(found));
}

/** A file of ferry's own follows the sharer's permissions and time; one of the user's is left alone. */
function use(entry: FileEntry, {target, found, row}: Standing, {known, onEvent}: ChoosePlaceOptions): Signature {
	let signature = signatureOf(found);
	if (row?.signature && !hasAttributes(found, entry) && isStill(target, found)) {
		setAttributes(target, entry);
		signature = signatureOf(look(target)!);
	}

	known.set(entry.path, {placedAs: row?.placedAs, signature, sha256: entry.sha256});
	if (!row) {
		onEvent({type: 'identical', path: entry.path});
	}

	return signature;
}
