import type Hypercore from 'hypercore';
import {decodeCommit} from '../feed/commit.ts';
import type {Entry} from '../feed/entry.ts';
import {findEntry, type ReadableIndex} from '../feed/read-index.ts';
import type {ShareRecord} from '../library/record.ts';

/** What the version that was last complete here says of a path, as long as that is known. */
export async function earlierEntry(core: Hypercore, {commit}: Pick<ShareRecord, 'commit'>, path: string): Promise<Entry | undefined> {
	const index = await earlierIndex(core, commit);
	return index ? findEntry(index.root, index.limit, index.read, path) : undefined;
}

/** An index that was read from end to end is here. */
export async function earlierIndex(core: Hypercore, block: number | null): Promise<ReadableIndex | undefined> {
	if (block === null || !core.core.bitfield.get(block)) {
		return undefined;
	}

	const read = async (index: number): Promise<Uint8Array> => {
		const bytes = await core.get(index, {wait: false});
		if (!bytes) {
			throw new Error(`Record ${index} of a version that was complete is missing`);
		}

		return bytes;
	};

	return {root: decodeCommit(await read(block)).root, limit: block, read};
}
