import {setTimeout as delay} from 'node:timers/promises';
import {ExpectedError} from '../base/errors.ts';
import type {SourceChanges} from './pending-changes.ts';
import type {Published} from './publish.ts';
import {publishOnce, type PublishOnceOptions} from './publish-once.ts';
import type {SourceFeed} from './source-feed.ts';

/** Milliseconds between two looks at whether a folder is back. */
const lookPeriod = 2000;

/**
As `publishOnce`, but a folder that has been shared and is away for a while – moved, unmounted, made anew by a build – is waited for: nobody is told that everything was deleted.

@throws ExpectedError `path-missing` and `path-unreadable` when it was not there from the beginning.
*/
export async function publishWhenThere(feed: SourceFeed, changes: SourceChanges, options: PublishOnceOptions): Promise<Published> {
	const {isFirst, signal, onEvent} = options;
	let isAway = false;
	for (;;) {
		try {
			return await publishOnce(feed, isAway ? 'everything' : changes, options);
		} catch (error) {
			const isWaited = error instanceof ExpectedError && (error.code === 'path-missing' || error.code === 'path-unreadable') && !isFirst;
			if (!isWaited) {
				throw error;
			}

			if (!isAway) {
				onEvent({type: 'warning', code: 'source-away', message: `${error.message} Ferry goes on when it is back.`});
				isAway = true;
			}

			await delay(lookPeriod, undefined, {signal});
		}
	}
}
