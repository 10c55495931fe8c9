import {comparePaths} from './compare-paths.ts';
import type {Entry} from './entry.ts';
import {malformed} from './malformed.ts';
import {
	isInRange, pathAfter, rangesUnder, type PathRange,
} from './path-range.ts';
import {
	checkReference, childReference, openWanted, readPageBytes, type PageReference, type ReadRecord,
} from './read-page.ts';

/** A leaf page of an index. */
export type ReadLeaf = {readonly block: number; readonly entries: readonly Entry[]};

export type ReadPagesOptions = {
	/**
	Leaves a page out, with everything below it. Asked once for each page, inner pages and the root as well, before it is read.

	A page never changes and versions share pages: one that is known from an earlier version holds what it held there.
	*/
	readonly skip?: (block: number) => boolean;
	/** Which entries are made, by their paths; a leaf is given also if it has none. Default: all. */
	readonly wants?: (path: string) => boolean;
	/** How many pages are asked for ahead of the one that is waited for, that one included. Default: 16. */
	readonly parallel?: number;
};

/** An index that can be read: its root page (undefined: empty), the block of the commit that names it, and how its pages are read. */
export type ReadableIndex = {readonly root: number | undefined; readonly limit: number; readonly read: ReadRecord};

type PlacedPage = {
	readonly reference: PageReference;
	/** Where the page after it begins; undefined: nothing comes after it. */
	readonly next: string | undefined;
};

type PendingPage = PlacedPage & {
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
Reads the leaves that can hold paths of a range, in order. They hold others too.

@param range - `from` may be moved on while the leaves are read: pages that then lie before it are left out.
@throws ExpectedError `feed-malformed`, and what `read` throws.
*/
export async function * readRange({root, limit, read}: ReadableIndex, range: PathRange, options: Pick<ReadPagesOptions, 'parallel' | 'wants'> = {}): AsyncGenerator<ReadLeaf, void, void> {
	yield * walk(root, limit, read, {...options, range});
}

/**
Finds the entry of exactly this path, reading one page of each level at most.

@throws ExpectedError `feed-malformed`, and what `read` throws.
*/
export async function findEntry(root: number | undefined, limit: number, read: ReadRecord, path: string): Promise<Entry | undefined> {
	for await (const {entries} of walk(root, limit, read, {range: {from: path, to: pathAfter(path)}})) {
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
	for (const range of rangesUnder(prefix)) {
		for await (const {entries} of walk(root, limit, read, {range})) {
			yield * entries.filter(({path}) => isInRange(path, range));
		}
	}
}

async function * walk(
	root: number | undefined,
	limit: number,
	read: ReadRecord,
	{skip = () => false, wants = () => true, parallel = 16, range}: ReadPagesOptions & {readonly range?: PathRange},
): AsyncGenerator<ReadLeaf, void, void> {
	const pending = ({reference, next}: PlacedPage): PendingPage => {
		checkReference(reference);
		return {
			reference, next, isSkipped: skip(reference.block), bytes: undefined,
		};
	};

	// What is still to be read, the next page last.
	const ahead: PendingPage[] = root === undefined
		? []
		: [pending({
			reference: {
				block: root, first: undefined, limit, depth: 1,
			},
			next: undefined,
		})];
	let last = '';
	while (ahead.length > 0) {
		readAhead(ahead.slice(-parallel).filter(page => overlaps(page, range)), read);
		const page = ahead.pop()!;
		const {reference, bytes} = page;
		if (reference.first !== undefined && comparePaths(reference.first, last) <= 0) {
			throw malformed('The pages of the index are not in order.');
		}

		if (bytes === undefined || !overlaps(page, range)) {
			last = reference.first ?? last;
			continue;
		}

		const {page: content, last: end} = openWanted(reference, await bytes, wants);
		if (content.kind === 'leaf') {
			last = end;
			yield {block: reference.block, entries: content.entries};
		} else {
			const children = content.children.map((child, index, all) => ({reference: childReference(reference, child), next: all[index + 1]?.first ?? page.next}));
			ahead.push(...children.filter(child => overlaps(child, range)).map(child => pending(child)).toReversed());
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

/** Whether a page can hold paths of the range, as far as is known from where it and the page after it begin. */
function overlaps({reference: {first}, next}: PlacedPage, range: PathRange | undefined): boolean {
	return !range || (isBefore(first, range.to) && isBefore(range.from, next));
}

/** Undefined stands for the beginning on the left and for the end on the right. */
function isBefore(left: string | undefined, right: string | undefined): boolean {
	return left === undefined || right === undefined || comparePaths(left, right) < 0;
}
