import {comparePaths} from './compare-paths.ts';
import type {Entry} from './entry.ts';
import {malformed} from './malformed.ts';
import {
	checkReference, childReference, openPage, readPageBytes, type PageReference, type ReadRecord,
} from './read-page.ts';

/** A leaf page of an index. */
export type ReadLeaf = {readonly block: number; readonly entries: readonly Entry[]};

export type ReadPagesOptions = {
	/**
	Leaves a page out, with everything below it. Asked once for each page, inner pages and the root as well, before it is read.

	A page never changes and versions share pages: one that is known from an earlier version holds what it held there.
	*/
	readonly skip?: (block: number) => boolean;
	/** How many pages are asked for ahead of the one that is waited for, that one included. Default: 16. */
	readonly parallel?: number;
};

/** Paths from `from` on and before `to`. */
type PathRange = {readonly from: string; readonly to: string};

type PendingPage = {
	readonly reference: PageReference;
	readonly isSkipped: boolean;
	bytes: Promise<Uint8Array> | undefined;
};

/**
Reads the leaves of an index, in order.

@param root - Block of the root page; undefined: an empty index.
@param limit - The block of the commit that names the root.
@throws ExpectedError `feed-malformed`, and what `read` throws.
*/
export async function * readPages(root: number | undefined, limit: number, read: ReadRecord, options: ReadPagesOptions = {}): AsyncGenerator<ReadLeaf, void, void> {
	yield * walk(root, limit, read, options);
}

/**
Finds the entry of exactly this path, reading one page of each level at most.

@throws ExpectedError `feed-malformed`, and what `read` throws.
*/
export async function findEntry(root: number | undefined, limit: number, read: ReadRecord, path: string): Promise<Entry | undefined> {
	// Nothing lies between a path and the same path with a zero byte behind it.
	for await (const {entries} of walk(root, limit, read, {range: {from: path, to: `${path}\0`}})) {
		const entry = entries.find(entry => entry.path === path);
		if (entry) {
			return entry;
		}
	}

	return undefined;
}

/**
Reads the entry of `prefix` and everything below it, in order, from no more pages than it takes.

@param prefix - A path without a slash at its end; empty: the whole index.
@throws ExpectedError `feed-malformed`, and what `read` throws.
*/
export async function * readUnder(root: number | undefined, limit: number, read: ReadRecord, prefix: string): AsyncGenerator<Entry, void, void> {
	if (prefix === '') {
		for await (const {entries} of walk(root, limit, read, {})) {
			yield * entries;
		}

		return;
	}

	// 'a' and 'a/b' are not neighbours: 'a b' and 'a-b' lie between them.
	const entry = await findEntry(root, limit, read, prefix);
	if (entry) {
		yield entry;
	}

	const range = {from: `${prefix}/`, to: `${prefix}0`}; // '0' follows '/'.
	for await (const {entries} of walk(root, limit, read, {range})) {
		yield * entries.filter(({path}) => comparePaths(path, range.from) >= 0 && comparePaths(path, range.to) < 0);
	}
}

async function * walk(
	root: number | undefined,
	limit: number,
	read: ReadRecord,
	{skip = () => false, parallel = 16, range}: ReadPagesOptions & {readonly range?: PathRange},
): AsyncGenerator<ReadLeaf, void, void> {
	const pending = (reference: PageReference): PendingPage => {
		checkReference(reference);
		return {reference, isSkipped: skip(reference.block), bytes: undefined};
	};

	// What is still to be read, the next page last.
	const ahead: PendingPage[] = root === undefined
		? []
		: [pending({
			block: root, first: undefined, limit, depth: 1,
		})];
	let last = '';
	while (ahead.length > 0) {
		readAhead(ahead.slice(-parallel), read);
		const {reference, bytes} = ahead.pop()!;
		if (reference.first !== undefined && comparePaths(reference.first, last) <= 0) {
			throw malformed('The pages of the index are not in order.');
		}

		if (bytes === undefined) {
			last = reference.first ?? last;
			continue;
		}

		const page = openPage(reference, await bytes);
		if (page.kind === 'leaf') {
			last = page.entries.at(-1)!.path;
			yield {block: reference.block, entries: page.entries};
		} else {
			const children = page.children.filter(({first}, index, all) => overlaps(range, first, all[index + 1]?.first));
			ahead.push(...children.map(child => pending(childReference(reference, child))).toReversed());
		}
	}
}

function readAhead(pages: readonly PendingPage[], read: ReadRecord): void {
	for (const page of pages.toReversed()) {
		if (!page.isSkipped && !page.bytes) {
			page.bytes = readPageBytes(page.reference, read);
			// A failure is thrown when it is this page's turn, if that ever comes; until then nobody listens.
			page.bytes.catch(() => undefined);
		}
	}
}

/** Whether a page that begins with `first`, before a page that begins with `next`, can hold paths of the range. */
function overlaps(range: PathRange | undefined, first: string, next: string | undefined): boolean {
	return !range || (comparePaths(first, range.to) < 0 && (next === undefined || comparePaths(next, range.from) > 0));
}
