import {uint} from 'compact-encoding';
import {
	decodeEntry, encodeEntry, passEntry, preencodeEntry, type Entry,
} from './entry.ts';
import {maximumPageBytes, maximumPagePathBytes, targetPageBytes} from './limits.ts';
import {checkInteger, malformed} from './malformed.ts';
import {
	createPathReader, decodePath, encodePath, encodePathText, preencodePath, sharedBytes,
} from './page-path.ts';
import {
	decodeRecord, encodeRecord, headerBytes, sizeState, type CodecState,
} from './record.ts';

/** A page below an inner page: the first path in it, and its block. */
export type Child = {readonly first: string; readonly block: number};

export type LeafPage = {readonly kind: 'leaf'; readonly entries: readonly Entry[]};
export type InnerPage = {readonly kind: 'inner'; readonly children: readonly Child[]};

/** A page of the index, with its paths in strictly ascending order. */
export type Page = LeafPage | InnerPage;

/** A page's items with what each takes: worked out once, for splitting and for writing. */
export type MeasuredPage = {
	readonly page: Page;
	/** Each item's path in UTF-8. */
	readonly paths: readonly Uint8Array[];
	/** Bytes that each path shares with the one before. */
	readonly shared: readonly number[];
	/** Bytes of each item behind its path. */
	readonly contents: readonly number[];
};

/**
A page → a record block.

@throws ExpectedError `feed-malformed` when it breaks a bound of the format.
*/
export function encodePage(page: Page): Uint8Array {
	const measured = measurePage(page);
	return encodeItems(measured, 0, measured.paths.length);
}

/**
A record block → the page in it.

@throws ExpectedError `feed-malformed`
*/
export function decodePage(bytes: Uint8Array): Page {
	return decodeWanted(bytes, () => true).page;
}

/** A page, of a leaf perhaps only some entries, with its first and its last path. */
export type WantedPage = {readonly page: Page; readonly first: string; readonly last: string};

/**
A record block → the page in it, of a leaf only the entries of paths that are wanted: making the others would take most of the time.

@throws ExpectedError `feed-malformed`
*/
export function decodeWanted(bytes: Uint8Array, wants: (path: string) => boolean): WantedPage {
	checkPageLength(bytes.length);
	return decodeRecord(bytes, (state, type) => {
		switch (type) {
			case 'leaf': {
				const {items, first, last} = decodeItems(state, (state, path) => {
					if (wants(path)) {
						return decodeEntry(state, path);
					}

					passEntry(state);
					return undefined;
				});
				return {page: {kind: 'leaf', entries: items}, first, last};
			}

			case 'inner': {
				const {items, first, last} = decodeItems(state, decodeChild);
				return {page: {kind: 'inner', children: items}, first, last};
			}

			case 'commit': {
				throw malformed('A block that should be a page of the index is a commit.');
			}
		}
	});
}

/**
Checks how long a page is, whatever is in it.

@throws ExpectedError `feed-malformed`
*/
export function checkPageLength(bytes: number): void {
	checkInteger(bytes, 0, maximumPageBytes, 'The length of an index page');
}

/** @throws ExpectedError `feed-malformed` when an item breaks a bound of the format. */
export function measurePage(page: Page): MeasuredPage {
	const paths = page.kind === 'leaf'
		? page.entries.map(entry => encodePathText(entry.path))
		: page.children.map(child => encodePathText(child.first));
	const shared = paths.map((path, index) => sharedBytes(paths[index - 1] ?? noPath, path));
	const size = sizeState(0);
	const contents = paths.map((_, index) => {
		const before = size.end;
		preencodeItem(size, page, index);
		return size.end - before;
	});
	return {
		page, paths, shared, contents,
	};
}

/** Bytes that item `index` takes in its page; with `isFirst` as the page's first. */
export function itemBytes({paths, shared, contents}: MeasuredPage, index: number, isFirst: boolean): number {
	const size = sizeState(contents[index]!);
	preencodePath(size, paths[index]!.length, isFirst ? 0 : shared[index]!);
	return size.end;
}

/**
A page of the items from `start` to before `end`.

@throws ExpectedError `feed-malformed` when there are none or too many of them.
*/
export function encodeItems(measured: MeasuredPage, start: number, end: number): Uint8Array {
	if (end === start) {
		throw emptyPage();
	}

	let contentBytes = 0;
	let pathBytes = 0;
	for (let index = start; index < end; index++) {
		contentBytes += itemBytes(measured, index, index === start);
		pathBytes += measured.paths[index]!.length;
	}

	checkPageLength(headerBytes + contentBytes);
	if (end - start > 1) {
		checkSharedPage(headerBytes + contentBytes);
	}

	checkInteger(pathBytes, 0, maximumPagePathBytes, 'The length of an index page\'s paths');
	return encodeRecord(measured.page.kind, contentBytes, state => {
		for (let index = start; index < end; index++) {
			encodePath(state, measured.paths[index]!, index === start ? 0 : measured.shared[index]!);
			encodeItem(state, measured.page, index);
		}
	});
}

function preencodeItem(size: CodecState, page: Page, index: number): void {
	if (page.kind === 'leaf') {
		preencodeEntry(size, page.entries[index]!);
	} else {
		const {block} = page.children[index]!;
		checkInteger(block, 0, Number.MAX_SAFE_INTEGER, 'The block of an index page');
		uint.preencode(size, block);
	}
}

function encodeItem(state: CodecState, page: Page, index: number): void {
	if (page.kind === 'leaf') {
		encodeEntry(state, page.entries[index]!);
	} else {
		uint.encode(state, page.children[index]!.block);
	}
}

function decodeItems<Item>(state: CodecState, decodeContent: (state: CodecState, path: string) => Item | undefined): {readonly items: Item[]; readonly first: string; readonly last: string} {
	const reader = createPathReader();
	const items: Item[] = [];
	let first: string | undefined;
	let last = '';
	for (let count = 0; state.start < state.end; count++) {
		if (count === 1) {
			checkSharedPage(state.end);
		}

		last = decodePath(state, reader);
		first ??= last;
		const item = decodeContent(state, last);
		if (item) {
			items.push(item);
		}
	}

	if (first === undefined) {
		throw emptyPage();
	}

	return {items, first, last};
}

/** A page without items has no place in an index. */
function emptyPage(): Error {
	return malformed('A page of the index is empty.');
}

/** Only what has a page of its own may be large: pages are read ahead, and some wait on each level of the index. */
function checkSharedPage(bytes: number): void {
	checkInteger(bytes, 0, targetPageBytes, 'The length of an index page of several items');
}

function decodeChild(state: CodecState, first: string): Child {
	return {first, block: uint.decode(state)};
}

const noPath = new Uint8Array(0);
