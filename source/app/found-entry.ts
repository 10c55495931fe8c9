import type {WithheldEntry} from '../feed/entry.ts';
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
