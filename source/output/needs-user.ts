import type {FerryEvent} from '../app/events.ts';

/** Warnings of what only the user can mend. */
const codes: ReadonlySet<string> = new Set(['source-away', 'destination-away', 'watch-limit', 'dht-unreachable', 'no-direct-way', 'not-offered']);

/** Whether something waits for the user, or does not work, until they have done something: told also to those who want it quiet. */
export function needsUser(event: FerryEvent): boolean {
	return event.type === 'disk-full' || (event.type === 'warning' && codes.has(event.code));
}
