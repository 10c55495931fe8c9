import {setTimeout as delay} from 'node:timers/promises';
import {changeTimePrecision} from './change-time.ts';

/** The system's clock for files ticks every 1 to 10 ms: an edit within the tick of the last look can't be seen, so such a file is left to rest first. */
const clockTick = 20;

/** Waits until a file that was changed at this time has rested, before it is read. Where only the second of a change is known, until that is over. */
export async function restFrom(ctimeMs: number): Promise<void> {
	const age = Date.now() - ctimeMs;
	const enough = clockTick + changeTimePrecision;
	if (age >= 0 && age < enough) {
		await delay(enough - age);
	}
}
