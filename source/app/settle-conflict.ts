import path from 'node:path';
import type {FileEntry} from '../feed/entry.ts';
import {look, placeFile} from '../folder/place-file.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import {signatureOf} from '../storage/stored-file.ts';
import type {ExistingPolicy} from './collision.ts';
import type {OnEvent} from './events.ts';
import {isReceived} from './is-received.ts';

export type SettleConflictOptions = {
	readonly directory: string;
	readonly existing: ExistingPolicy;
	readonly replacesEdited: boolean;
	readonly known: KnownFiles;
	readonly onEvent: OnEvent;
	readonly signal: AbortSignal;
};

/**
Where what is there may be overwritten, a received file that has another name takes its own again, if it still is what was received; one that was edited is the user's. Nothing is done where a directory stands in its place.
*/
export async function settleConflict({path: name}: FileEntry, {directory, known, existing, replacesEdited, signal, onEvent}: SettleConflictOptions): Promise<void> {
	const row = known.get(name);
	const own = path.join(directory, name);
	const standing = look(own);
	if (row?.placedAs === undefined || existing !== 'overwrite' || !replacesEdited || standing?.isDirectory()) {
		return;
	}

	const place = path.join(directory, row.placedAs);
	const found = look(place);
	const isUntouched = found !== undefined && await isReceived(name, {
		place, found, known, signal,
	});
	if (!isUntouched) {
		known.remove(name);
		return;
	}

	placeFile(place, own, true);
	known.set(name, {...row, placedAs: undefined, signature: signatureOf(look(own)!)});
	if (standing) {
		onEvent({type: 'overwritten', path: name});
	}
}
