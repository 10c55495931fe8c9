import {readSource, type Reading} from './read-source.ts';
import type {SourceFeed} from './source-feed.ts';

/**
Packs files anew that share a block with one that has changed: without it the block can't be put together.

@param postponed - files that are still being written: nobody gets them before the next version.
@returns how many bytes they have more than before: one that has changed meanwhile is taken as it is now.
*/
export async function repack(feed: SourceFeed, reading: Reading, postponed: ReadonlySet<string>): Promise<number> {
	let grown = 0;
	for (const file of await feed.stranded()) {
		if (postponed.has(file.path)) {
			continue;
		}

		const {size, mtimeMs, ctimeMs, inode} = file.signature!;
		const result = await readSource({
			kind: 'file', path: file.path, place: file.place, size, mtimeMs, ctimeMs, inode, mode: 0,
		}, {...reading, content: nowhere, onBytes: alreadyCounted});
		// One that changed just now is found by the next publish.
		if ('entry' in result) {
			feed.release(file.path);
			feed.stage(result.entry, result.signature);
			grown += result.entry.size - size;
		}
	}

	return grown;
}

/** What is packed anew must not be found where it was. */
const nowhere: Reading['content'] = {hasSize: () => false, find: async () => undefined};

function alreadyCounted(): void {
	// These bytes were read before.
}
