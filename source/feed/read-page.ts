import {
	checkPageLength, decodeWanted, type Child, type Page, type WantedPage,
} from './index-page.ts';
import {maximumDepth} from './limits.ts';
import {malformed} from './malformed.ts';

/** The bytes of a record block; the caller verifies, caches and waits for them. */
export type ReadRecord = (block: number) => Promise<Uint8Array>;

/** A page as the commit or the page above it names it. */
export type PageReference = {
	readonly block: number;
	/** Its first path; unknown of the root. */
	readonly first: string | undefined;
	/** The block that names it: pages come before what names them, so nobody goes round in circles. */
	readonly limit: number;
	/** 1 is the root. */
	readonly depth: number;
};

/**
Reads and decodes a page.

@throws ExpectedError `feed-malformed`
*/
export async function readPage(reference: PageReference, read: ReadRecord): Promise<Page> {
	return openPage(reference, await readPageBytes(reference, read));
}

/**
Reads a page without decoding it.

@throws ExpectedError `feed-malformed` when it can't be where it is said to be, or is too long.
*/
export async function readPageBytes(reference: PageReference, read: ReadRecord): Promise<Uint8Array> {
	checkReference(reference);
	const bytes = await read(reference.block);
	// At once: a page that was read ahead waits in memory for its turn.
	checkPageLength(bytes.length);
	return bytes;
}

/**
Checks that a page can be where it is said to be.

@throws ExpectedError `feed-malformed`
*/
export function checkReference({block, limit, depth}: PageReference): void {
	if (block >= limit) {
		throw malformed('A page of the index does not come before what points to it.');
	}

	if (depth > maximumDepth) {
		throw malformed(`The index is more than ${maximumDepth} pages deep.`);
	}
}

/**
Decodes a page's bytes and checks that it begins as it should.

@throws ExpectedError `feed-malformed`
*/
export function openPage(reference: PageReference, bytes: Uint8Array): Page {
	return openWanted(reference, bytes, () => true).page;
}

/**
As `openPage`; of a leaf only the entries whose paths are wanted.

@throws ExpectedError `feed-malformed`
*/
export function openWanted({first}: PageReference, bytes: Uint8Array, wants: (path: string) => boolean): WantedPage {
	const opened = decodeWanted(bytes, wants);
	if (first !== undefined && opened.first !== first) {
		throw malformed('A page of the index does not begin with the path it should.');
	}

	return opened;
}

/** A reference to a child of a page, to go on from it. */
export function childReference(parent: PageReference, {first, block}: Child): PageReference {
	return {
		block, first, limit: parent.block, depth: parent.depth + 1,
	};
}
