import {diffIndexes, type DiffOptions, type IndexDifference} from '../feed/diff-index.ts';
import type {Entry} from '../feed/entry.ts';
import {WithheldPaths} from '../feed/withheld-paths.ts';
import type {ReadRecord} from '../feed/read-page.ts';
import {indexOf, type Version} from './versions.ts';

/** What became of an entry. */
export type EntryChange
	/** `entry` is the new one, or the one that is gone. */
	= | {readonly change: 'added' | 'removed'; readonly entry: Entry}
	/** Both are of one kind. */
		| {readonly change: 'changed'; readonly before: Entry; readonly entry: Entry};

/**
What became of the entries of a share between two of its versions, in the order of their paths. Both are gone through page by page, but for the pages that they share. What one of them withholds nobody can compare.

@param before - Undefined: nothing, so that everything is new.

@throws ExpectedError `feed-malformed`, and what `read` throws.
*/
export async function * changesBetween(before: Version | undefined, after: Version, read: ReadRecord, options: Pick<DiffOptions, 'parallel' | 'after'> = {}): AsyncGenerator<EntryChange, void> {
	const withheld = new WithheldPaths();
	for await (const difference of diffIndexes(before ? indexOf(before, read) : {root: undefined, limit: 0, read}, indexOf(after, read), options)) {
		const {before, after} = difference;
		for (const entry of [before, after]) {
			if (entry) {
				withheld.add(entry);
			}
		}

		if (!withheld.coversParent((before ?? after)!.path)) {
			yield * entryChanges(difference);
		}
	}
}

/** Something of another kind is one thing gone and another one new. The time of a directory is no news: it changes with whatever is added to it. */
export function entryChanges({before, after}: IndexDifference): EntryChange[] {
	if (before?.kind === 'withheld' || after?.kind === 'withheld') {
		return after?.kind === 'withheld' ? [{change: 'added', entry: after}] : [{change: 'removed', entry: before!}];
	}

	if (before && before.kind === after?.kind) {
		return isOnlyTime(before, after) ? [] : [{change: 'changed', before, entry: after}];
	}

	return [
		...(before ? [{change: 'removed', entry: before} as const] : []),
		...(after ? [{change: 'added', entry: after} as const] : []),
	];
}

function isOnlyTime(before: Entry, after: Entry): boolean {
	return before.kind === 'directory' && after.kind === 'directory' && before.mode === after.mode;
}
