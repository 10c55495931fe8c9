import {Buffer} from 'node:buffer';
import {ExpectedError} from '../base/errors.ts';
import type {Library} from '../library/library.ts';
import type {OfferedShare} from '../library/offered-share.ts';
import type {ShareRecord} from '../library/record.ts';
import {isSpool} from '../library/spool-place.ts';
import {mostPathBytes, mostPaths} from '../transfer/offer-messages.ts';
import {scanShare} from './scan-share.ts';

/** What can be said of a share to somebody it is offered to: the first of its files by name, and how much it is by now. @throws ExpectedError `share-unknown` */
export async function describeOffer(library: Library, key: Uint8Array, {files, bytes}: {readonly files: number; readonly bytes: number}): Promise<OfferedShare> {
	const record = await library.find(key, 'sharing');
	if (!record) {
		throw new ExpectedError('share-unknown', 'Nothing is shared from here with that key.', {hint: 'See “ferry list” for what is.'});
	}

	const paths = await firstPaths(library, record);
	const {name, kind} = record;
	return {
		key: Buffer.from(key).toString('hex'), name, kind, files, bytes, paths, more: Math.max(0, files - paths.length),
	};
}

/** The first files of a share, by the rules that it is shared by; none when they can't be listed now. */
async function firstPaths(library: Library, {roots, name, ignore, gitignore, ignoreFile}: ShareRecord): Promise<string[]> {
	if (roots.some(({place}) => isSpool(library.directory, place))) {
		return [name];
	}

	const paths: string[] = [];
	let bytes = 0;
	try {
		for await (const {kind, path} of scanShare(roots.map(({place}) => place), {
			dataDirectory: library.directory, rules: {ignoreFile: ignoreFile ?? undefined, gitignore, enabled: ignore}, signal: new AbortController().signal,
		})) {
			if (kind !== 'file') {
				continue;
			}

			bytes += Buffer.byteLength(path);
			if (paths.length === mostPaths || bytes > mostPathBytes) {
				break;
			}

			paths.push(path);
		}
	} catch (error) {
		// The folder is away for now. What is offered can be told all the same.
		if (!(error instanceof ExpectedError)) {
			throw error;
		}
	}

	return paths;
}
