import type {Entry, WithheldEntry} from '../feed/entry.ts';
import type {Found} from '../folder/scan.ts';
import type {LeftOutReason} from './events.ts';

/** What a scan finds that belongs into the share, or would if it could be read. */
export type FoundEntry = Exclude<Found, {kind: 'left-out' | 'ignored'}> | WithheldEntry;

/** Whether something that is left out is there all the same, so that receivers must not take it for deleted. */
export function isWithheld(reason: LeftOutReason): boolean {
	return reason === 'unreadable' || reason === 'away' || reason === 'changing';
}

/** What the index has to say of something that was found; undefined: nothing. */
export function foundEntry(found: Found): FoundEntry | undefined {
	if (found.kind === 'left-out') {
		return isWithheld(found.reason) ? {kind: 'withheld', path: found.path} : undefined;
	}

	return found.kind === 'ignored' ? undefined : found;
}

/** The entry of something that is no file. */
export function entryOf(found: Exclude<FoundEntry, {kind: 'file'}>): Entry {
	if (found.kind === 'withheld') {
		return found;
	}

	const mtime = Math.floor(found.mtimeMs);
	return found.kind === 'symlink'
		? {
			kind: 'symlink', path: found.path, mtime, target: found.target,
		}
		: {
			kind: 'directory', path: found.path, mtime, mode: found.mode,
		};
}
