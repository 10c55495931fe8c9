import {TimeSlice} from '../base/time-slice.ts';
import {comparePaths} from './compare-paths.ts';
import type {Entry} from './entry.ts';
import {IndexCursor, isBefore, type AheadPage} from './index-cursor.ts';
import type {ReadableIndex} from './read-index.ts';
import {isSameEntry} from './same-entry.ts';

/** What stands at one path of two indexes; undefined where there is nothing. */
export type IndexDifference = {readonly before: Entry | undefined; readonly after: Entry | undefined};

export type DiffOptions = {
	/** Whether two entries of one path don't differ. Default: `isSameEntry`, which doesn't look at where in the feed a file stands. */
	readonly isSame?: (before: Entry, after: Entry) => boolean;
	/** How many pages of each index are asked for ahead of the one that is waited for. Default: 16. */
	readonly parallel?: number;
	/** Only what comes behind this path. */
	readonly after?: string | undefined;
};

/**
Every path at which two indexes of one feed differ, in order.

Versions share the pages that did not change, and a page that both have is not read: one entry that differs among a million takes a few pages.

@throws ExpectedError `feed-malformed`, and what reading the pages throws.
*/
export async function * diffIndexes(before: ReadableIndex, after: ReadableIndex, {isSame = isSameEntry, parallel = 16, after: path}: DiffOptions = {}): AsyncGenerator<IndexDifference, void, void> {
	const left = new IndexCursor(before);
	const right = new IndexCursor(after);
	const slice = new TimeSlice();
	if (path !== undefined) {
		await Promise.all([left.skipPast(path), right.skipPast(path)]);
	}

	for (let step = nextStep(left, right); step !== 'end'; step = nextStep(left, right)) {
		switch (step) {
			case 'pass-page': {
				left.passPage();
				right.passPage();
				break;
			}

			case 'open-before':
			case 'open-after': {
				left.readAhead(right, parallel);
				right.readAhead(left, parallel);
				await (step === 'open-before' ? left : right).openPage();
				await slice.next();
				break;
			}

			case 'entry': {
				const difference = passEntries(left, right);
				if (!difference.before || !difference.after || !isSame(difference.before, difference.after)) {
					yield difference;
				}

				break;
			}
		}
	}
}

type Step = 'open-before' | 'open-after' | 'pass-page' | 'entry' | 'end';

type Place = Pick<IndexCursor, 'entry' | 'page'>;

/** What to do next, so that no page is opened that the other index has as well. */
function nextStep(before: Place, after: Place): Step {
	if (before.entry && after.entry) {
		return 'entry';
	}

	if (before.entry) {
		return isEntryFirst(before.entry, after.page) ? 'entry' : 'open-after';
	}

	if (after.entry) {
		return isEntryFirst(after.entry, before.page) ? 'entry' : 'open-before';
	}

	if (before.page && after.page) {
		return stepOfPages(before.page, after.page);
	}

	return before.page ? 'open-before' : (after.page ? 'open-after' : 'end');
}

/** Which of two pages to open. */
function stepOfPages(before: AheadPage, after: AheadPage): Step {
	const {block} = before.reference;
	if (block === after.reference.block) {
		return 'pass-page';
	}

	// One that ends where the other begins has nothing to do with it, but the other may be one of those behind it.
	if (!isBefore(after.reference.first, before.next)) {
		return 'open-before';
	}

	if (!isBefore(before.reference.first, after.next)) {
		return 'open-after';
	}

	// A page has a higher number than all below it: only the page of the higher number can have the other one below it.
	return block > after.reference.block ? 'open-before' : 'open-after';
}

/** Whether an entry comes before everything in a page. Where the root begins is not known before it is read. */
function isEntryFirst({path}: Entry, page: AheadPage | undefined): boolean {
	return !page || (page.reference.first !== undefined && comparePaths(path, page.reference.first) < 0);
}

/** Goes on behind the first of both entries, or behind both if they have one path. */
function passEntries(left: IndexCursor, right: IndexCursor): IndexDifference {
	const {entry: before} = left;
	const {entry: after} = right;
	const order = before && after ? comparePaths(before.path, after.path) : (before ? -1 : 1);
	if (order <= 0) {
		left.passEntry();
	}

	if (order >= 0) {
		right.passEntry();
	}

	return {before: order <= 0 ? before : undefined, after: order >= 0 ? after : undefined};
}
