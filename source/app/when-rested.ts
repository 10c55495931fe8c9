import {setTimeout as delay} from 'node:timers/promises';
import {latestChangeOf} from '../base/change-time.ts';
import type {Entry} from '../feed/entry.ts';
import {lookAt} from '../folder/found.ts';
import {isSameSignature} from '../storage/stored-file.ts';
import {quietTime} from './pending-changes.ts';
import type {FoundFile} from './read-source.ts';

/** A file that was changed a moment ago, and what the last version has at its path. */
export type Unrested = {readonly before: Entry | undefined; readonly found: FoundFile};

export type WhenRestedOptions = {
	/** For so many milliseconds those are waited for that are written meanwhile; asked when all others are given. */
	readonly patience: () => number;
	readonly signal: AbortSignal;
};

/** Whether a file was changed so short a time ago that it may still be being written. A time to come is some other computer's, and tells nothing. */
export function isUnrested(found: Pick<FoundFile, 'ctimeMs' | 'mtimeMs'>, now = Date.now()): boolean {
	return found.ctimeMs <= now && now - latestChangeOf(found) < quietTime;
}

/**
Waits until files have rested, and looks at them again: all of them together no longer than one takes.

@returns Each file once, as it is now: those that have rested first. What can't be looked at any more is given as it was: whoever reads it finds out.
*/
export async function * whenRested(files: readonly Unrested[], {patience, signal}: WhenRestedOptions): AsyncGenerator<Unrested & {readonly isRestless: boolean}, void> {
	const start = performance.now();
	let waiting = files;
	do {
		const restless: Unrested[] = [];
		for (const {before, found} of waiting) {
			await delay(Math.max(0, latestChangeOf(found) + quietTime - Date.now()), undefined, {signal});
			const now = lookAgain(found);
			if (isSameSignature(now, found) || !isUnrested(now)) {
				yield {before, found: now, isRestless: false};
			} else {
				restless.push({before, found: now});
			}
		}

		waiting = restless;
	} while (waiting.length > 0 && performance.now() - start < patience());

	for (const file of waiting) {
		yield {...file, isRestless: true};
	}
}

function lookAgain(found: FoundFile): FoundFile {
	try {
		const now = lookAt(found.path, found.place);
		return now.kind === 'file' ? now : found;
	} catch {
		return found;
	}
}
