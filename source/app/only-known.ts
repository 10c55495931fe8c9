import {mergeSorted} from '../base/merge-sorted.ts';
import {comparePaths} from '../feed/compare-paths.ts';
import type {Entry} from '../feed/entry.ts';
import type {FoundEntry} from './found-entry.ts';

/**
Of what was found, what stands in a version already: who doesn't follow a folder shares nothing that was put there later.

Both are in the order of their paths. A folder in the place of something else is new; one that could not be read stays withheld, as what is in it never was in the version.
*/
export async function * onlyKnown(before: AsyncIterable<Entry>, found: AsyncIterable<FoundEntry> | Iterable<FoundEntry>): AsyncGenerator<FoundEntry, void> {
	for await (const [known, now] of mergeSorted(before, found, (a, b) => comparePaths(a.path, b.path))) {
		if (!known || !now) {
			continue;
		}

		if (now.kind !== 'directory' || known.kind === 'directory') {
			yield now;
		} else if (known.kind === 'withheld') {
			yield known;
		}
	}
}
