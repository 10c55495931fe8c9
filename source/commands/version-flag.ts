import {parseVersion, type VersionWish} from '../app/version-wish.ts';
import type {FlagTable} from './flags.ts';
import {usageError} from './usage-error.ts';

/** The option of a command that looks at an old version. */
export const versionFlag = {
	version: {type: 'string', placeholder: 'N|DATE', description: 'This version, or the newest one by that date'},
} as const satisfies FlagTable;

/** What the help of such a command says of versions. */
export const versionHelp = `  A version is a number, as “ferry log” shows it, or a date like 2026-11-23 or
  2026-11-23T14:05: the newest version by the end of that day or minute.`;

/**
Reads a version that was given on the command line.

@param command - Its name, for the error.
@throws {ExpectedError} `usage`
*/
export function readVersion(text: string, command: string): VersionWish {
	const wish = parseVersion(text);
	if (!wish) {
		throw usageError('A version is its number, or a date like 2026-11-23 or 2026-11-23T14:05.', command);
	}

	return wish;
}
