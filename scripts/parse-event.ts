import type {FerryEvent} from '../source/app/events.ts';

/** What happened, from a line that `ferry --json` printed. Results and errors have types of their own, which no event has. */
export function parseEvent(line: string): FerryEvent {
	const {event: type, ...fields} = JSON.parse(line);
	const event: FerryEvent = {type, ...fields};

	return event;
}
