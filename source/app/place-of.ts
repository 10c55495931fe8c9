import path from 'node:path';
import type {ShareRecord} from '../library/record.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import {sourcePlace} from './source-file.ts';

/** Where an entry of a share stands on this machine, absolute; undefined when its record has no place for it. */
export function placeOf(entryPath: string, record: ShareRecord, known: KnownFiles): string | undefined {
	if (record.directory !== null) {
		return path.join(record.directory, known.get(entryPath)?.placedAs ?? entryPath);
	}

	return sourcePlace(entryPath, record.roots);
}
