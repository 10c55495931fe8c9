import path from 'node:path';
import {systemErrorCode} from '../base/errors.ts';
import {isPartOf} from '../base/relative-path.ts';
import {removePart} from './place-file.ts';
import {readNames} from './read-names.ts';

/** Removes from one directory the parts of files of a share: to be called when nothing of it is under way there but what is kept, by absolute place. A directory that can't be read keeps what it has. */
export function removeParts(directory: string, share: string, isKept: (place: string) => boolean = () => false): void {
	let names: ReturnType<typeof readNames>;
	try {
		names = readNames(directory);
	} catch (error) {
		if (systemErrorCode(error) === '') {
			throw error;
		}

		return;
	}

	for (const name of names) {
		if (typeof name === 'string' && isPartOf(share, name) && !isKept(path.join(directory, name))) {
			removePart(path.join(directory, name));
		}
	}
}
