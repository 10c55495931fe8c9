import {comparePaths} from './compare-paths.ts';
import type {Entry} from './entry.ts';

/** An entry that is new or replaces the one of its path, or a path that is no longer there. */
export type IndexChange = Entry | {readonly kind: 'removed'; readonly path: string};

/**
Applies changes to entries, both strictly in order.

@returns Undefined when nothing changes: removing what isn't there does nothing.
*/
export function mergeEntries(entries: readonly Entry[], changes: readonly IndexChange[]): Entry[] | undefined {
	const merged: Entry[] = [];
	let isChanged = false;
	let position = 0;
	for (const change of changes) {
		while (position < entries.length && comparePaths(entries[position]!.path, change.path) < 0) {
			merged.push(entries[position]!);
			position++;
		}

		const isThere = entries[position]?.path === change.path;
		if (isThere) {
			position++;
		}

		if (change.kind !== 'removed') {
			merged.push(change);
		}

		isChanged ||= isThere || change.kind !== 'removed';
	}

	return isChanged ? [...merged, ...entries.slice(position)] : undefined;
}
