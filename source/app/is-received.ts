import {Buffer} from 'node:buffer';
import type {Stats} from 'node:fs';
import {systemErrorCode} from '../base/errors.ts';
import {hashFile} from '../folder/hash-file.ts';
import {look} from '../folder/place-file.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import {isSameSignature, matchesSignature, signatureOf} from '../storage/stored-file.ts';

export type IsReceivedOptions = {
	/** Absolute: where it stands, and what it looks like. */
	readonly place: string;
	readonly found: Stats;
	readonly known: KnownFiles;
	readonly signal: AbortSignal;
};

/**
Whether what stands there still is what was received for a path of the share. What looks another way, but has the same content – somebody has touched it, or linked it a second time – still is; from then on it is known by its new looks.
*/
export async function isReceived(path: string, {place, found, known, signal}: IsReceivedOptions): Promise<boolean> {
	const row = known.get(path);
	if (!row?.signature) {
		return false;
	}

	if (matchesSignature(found, row.signature)) {
		return true;
	}

	if (!row.sha256 || !found.isFile() || found.size !== row.signature.size || !await hasContent(place, row.sha256, signal)) {
		return false;
	}

	const signature = signatureOf(found);
	const now = look(place);
	if (!now || !isSameSignature(signatureOf(now), signature)) {
		return false;
	}

	known.set(path, {...row, signature});
	return true;
}

async function hasContent(place: string, sha256: Uint8Array, signal: AbortSignal): Promise<boolean> {
	try {
		return Buffer.compare(await hashFile(place, signal), sha256) === 0;
	} catch (error) {
		if (systemErrorCode(error) === '') {
			throw error;
		}

		// What can't be read can't be told from something else.
		return false;
	}
}
