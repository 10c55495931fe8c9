import {lstatSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {ExpectedError} from '../base/errors.ts';
import {partName} from '../base/relative-path.ts';
import {lockHolder, tryLock, type Lock} from './lock.ts';

/**
Takes a destination for what is received of a share: two ferries with a data directory each would write the same parts. Another share may go into it at the same time.

The lock is two files that are named like parts, so that nobody shares, receives or mirrors them. They go with the lock; those of a process that was killed are used by the next. Where no lock can be had, as on some network file systems, the destination is used without.

@param directory - The destination, absolute; it is there.
@param share - What tells what is received from all else, as in the names of its parts.
@returns what lets it go; twice does no harm.
@throws ExpectedError `destination-in-use`
*/
export function lockDestination(directory: string, share: string): () => void {
	const place = (purpose: string): string => path.join(directory, partName(`${share} lock`, purpose));
	const [file, holder] = [place(''), place('holder')];
	const lock = lockOf(file, holder);
	if (lock === 'in use' && knowsLocks(place(`try of ${process.pid}`), place(`holder of ${process.pid}`))) {
		const id = lockHolder(file, holder);
		throw new ExpectedError('destination-in-use', `Another ferry${id === undefined ? '' : `, process ${id},`} is receiving this share into “${directory}”.`, {
			hint: 'Let it finish, or stop it, and run the same command again; or get the share into another folder.',
		});
	}

	return () => {
		if (typeof lock === 'object') {
			lock.forget();
			lock.release();
		}
	};
}

/** Some file systems say of every file that it is locked: also of one that only this process knows. */
function knowsLocks(file: string, holder: string): boolean {
	const lock = lockOf(file, holder);
	if (typeof lock === 'object') {
		lock.forget();
		lock.release();
		return true;
	}

	return false;
}

function lockOf(file: string, holder: string): Lock | 'in use' | 'impossible' {
	try {
		// What somebody else put there may lead anywhere.
		if ([file, holder].some(place => lstatSync(place, {throwIfNoEntry: false})?.isFile() === false)) {
			return 'impossible';
		}

		// The second time for one that was just removed by whoever had it.
		return tryLock(file, holder) ?? tryLock(file, holder) ?? 'in use';
	} catch {
		return 'impossible';
	}
}
