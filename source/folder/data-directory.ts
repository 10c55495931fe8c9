import {lstatSync} from 'node:fs';
import path from 'node:path';
import type {Name} from './read-names.ts';

/**
Whether a directory looks like one in which a ferry keeps its data, with its keys: whichever ferry it is, as each can be told to use another one. Two names tell.

@param directory - absolute.
@param names - what is in it, when that is known: then nothing is asked of any other directory.
*/
export function isDataDirectory(directory: string, names?: readonly Name[]): boolean {
	if (names && !(names.includes('identity') && names.includes('shares'))) {
		return false;
	}

	try {
		return lstatSync(path.join(directory, 'identity'), {throwIfNoEntry: false})?.isFile() === true
			&& lstatSync(path.join(directory, 'shares'), {throwIfNoEntry: false})?.isDirectory() === true;
	} catch {
		// It may not be entered: nothing in it is read or written either.
		return false;
	}
}

/** The data directory that a place is, or lies in, whether it is there or not; undefined for any other. */
export function dataDirectoryAround(place: string): string | undefined {
	for (let directory = place, child = ''; directory !== child; child = directory, directory = path.dirname(directory)) {
		if (isDataDirectory(directory)) {
			return directory;
		}
	}

	return undefined;
}
