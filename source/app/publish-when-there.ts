import {setTimeout as delay} from 'node:timers/promises';
import {ExpectedError} from '../base/errors.ts';
import type {SourceChanges} from './pending-changes.ts';
import type {Published} from './publish.ts';
import {publishOnce, type PublishOnceOptions} from './publish-once.ts';
import type {SourceFeed} from './source-feed.ts';

/** Milliseconds between two looks at whether a folder is back. */
const lookPeriod = 2000;

/**
As `publishOnce`, but a folder that has been shared and is away for a while – moved, unmounted, made anew by a build –, also if there is an empty one instead, is waited for: nobody is told that everything was deleted.

@throws ExpectedError `path-missing` and `path-unreadable` when it was not there from the beginning.
*/
export async function publishWhenThere(feed: SourceFeed, changes: SourceChanges, options: PublishOnceOptions): Promise<Published> {
	const {isFirst, signal, onEvent} = options;
	let told: string | undefined;
	for (;;) {
		try {
			return await publishOnce(feed, told === undefined ? changes : 'everything', options);
		} catch (error) {
			const isWaited = error instanceof ExpectedError && (error.code === 'path-missing' || error.code === 'path-unreadable') && !isFirst;
			if (!isWaited) {
				throw error;
			}

			// First it may be gone, and then an empty one.
			if (error.message !== told) {
				onEvent({type: 'warning', code: 'source-away', message: `${error.message} Ferry goes on when it is back.`});
				told = error.message;
			}

			await delay(lookPeriod, undefined, {signal});
		}
	}
}
