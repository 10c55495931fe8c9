import type {FerryEvent} from '../../source/app/events.ts';
import type {Ferry} from './run-ferry.ts';

/** Calls `look` whenever there are new events of this type, until the process has ended. */
export async function atEveryEvent(ferry: Ferry, type: FerryEvent['type'], look: () => void): Promise<void> {
	let seen = 0;
	while (await hasMore(ferry, type, seen)) {
		seen = ferry.events.length;
		look();
	}
}

async function hasMore(ferry: Ferry, type: FerryEvent['type'], seen: number): Promise<boolean> {
	try {
		await ferry.event(type, event => ferry.events.indexOf(event) >= seen);
		return true;
	} catch {
		// How it ended is for the test to judge.
		return false;
	}
}
