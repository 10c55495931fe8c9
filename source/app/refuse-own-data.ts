import path from 'node:path';
import {ExpectedError} from '../base/errors.ts';
import {dataDirectoryAround} from '../folder/data-directory.ts';
import type {ResolvedRoots} from '../folder/roots.ts';
import type {ShareRecord} from '../library/record.ts';
import {isSpool} from '../library/spool-place.ts';

/**
Ferry's own data is never shared, nor anything in it but what came through a pipe, nor that of another ferry. A folder that holds it is shared without it.

@param dataDirectory - Absolute real path.
@throws ExpectedError `usage`
*/
export function refuseOwnData(dataDirectory: string, {roots}: ResolvedRoots): void {
	for (const {place} of roots) {
		const isOwn = isWithin(place, dataDirectory);
		if (isOwn ? !isSpool(dataDirectory, place) : dataDirectoryAround(place) !== undefined) {
			throw new ExpectedError('usage', 'Ferry’s own data can’t be shared: it holds your keys.', {hint: 'Share another folder.'});
		}
	}
}

/**
Nothing is received into ferry's own data, or that of another ferry.

@param directory - The destination, absolute.
@throws ExpectedError `usage`
*/
export function refuseOwnDestination(dataDirectory: string, directory: string): void {
	if (isWithin(directory, dataDirectory) || dataDirectoryAround(directory) !== undefined) {
		throw new ExpectedError('usage', 'Ferry keeps its own data there: no share can go into it.', {hint: 'Choose another folder.'});
	}
}

/**
An old version goes beside what is received of a share, not into it.

@param directory - The destination, absolute.
@throws ExpectedError `usage`
*/
export function refuseReceived(record: ShareRecord | undefined, directory: string): void {
	if (typeof record?.directory === 'string' && isWithin(directory, record.directory)) {
		throw new ExpectedError('usage', `The share itself is received into “${record.directory}”: an old version can’t go there.`, {hint: 'Give another directory, or none for a new one.'});
	}
}

function isWithin(place: string, directory: string): boolean {
	const below = path.relative(directory, place);
	return below !== '..' && !below.startsWith(`..${path.sep}`) && !path.isAbsolute(below);
}
