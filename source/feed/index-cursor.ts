import {comparePaths} from './compare-paths.ts';
import type {Entry} from './entry.ts';
import {malformed} from './malformed.ts';
import type {ReadableIndex} from './read-index.ts';
import {
	checkReference, childReference, openPage, readPageBytes, type PageReference,
} from './read-page.ts';

/** A page that an index has and nobody has opened yet. */
export type AheadPage = {
	readonly reference: PageReference;
	/** Where the page after it begins; undefined: nothing comes after it. */
	readonly next: string | undefined;
	bytes: Promise<Uint8Array> | undefined;
};

/** So many pages ahead are looked at. */
const view = 64;

/**
A place in an index from which it is gone through in order, page by page: each page is opened or passed over.

At any moment either an entry of a leaf that was opened is next, or a page, or nothing is left.
*/
export class IndexCursor {
	readonly #index: ReadableIndex;
	/** The next page last. */
	readonly #pages: AheadPage[];
	#entries: readonly Entry[] = [];
	#position = 0;
	#last = '';
	#leafDepth = Number.POSITIVE_INFINITY;

	constructor(index: ReadableIndex) {
		const {root, limit} = index;
		this.#index = index;
		this.#pages = root === undefined
			? []
			: [ahead({
				block: root, first: undefined, limit, depth: 1,
			}, undefined)];
	}

	/** The entry that is next; undefined when it is a page, or nothing. */
	get entry(): Entry | undefined {
		return this.#entries[this.#position];
	}

	/** The page that is next, or comes after the entries that are. */
	get page(): AheadPage | undefined {
		return this.#pages.at(-1);
	}

	/** Goes on behind the entry. */
	passEntry(): void {
		this.#position++;
	}

	/** Goes on behind the page without reading it. */
	passPage(): void {
		const {first} = this.#take().reference;
		this.#last = first ?? this.#last;
	}

	/**
	Goes from the beginning to what comes behind a path, over whole pages where it can.

	@throws ExpectedError `feed-malformed`, and what reading a page throws.
	*/
	async skipPast(path: string): Promise<void> {
		for (let {page} = this; page && !isBehind(page.reference.first, path); page = this.page) {
			if (page.next !== undefined && !isBehind(page.next, path)) {
				this.passPage();
				continue;
			}

			await this.openPage();
			while (this.entry && !isBehind(this.entry.path, path)) {
				this.passEntry();
			}

			if (this.entry) {
				return;
			}
		}
	}

	/**
	Reads the page: its entries or the pages below it are next.

	@throws ExpectedError `feed-malformed`, and what reading it throws.
	*/
	async openPage(): Promise<void> {
		const page = this.#take();
		const {reference} = page;
		this.#request(page);
		const content = openPage(reference, await page.bytes!);
		if (content.kind === 'leaf') {
			this.#entries = content.entries;
			this.#position = 0;
			this.#last = content.entries.at(-1)!.path;
			this.#leafDepth = reference.depth;
		} else {
			const children = content.children.map((child, index, all) => ahead(childReference(reference, child), all[index + 1]?.first ?? page.next));
			this.#pages.push(...children.toReversed());
		}
	}

	/** Asks for those of the next `most` pages that the other index can't have: all of them will be opened. */
	readAhead(other: IndexCursor, most: number): void {
		for (const page of this.#pages.slice(-most).toReversed()) {
			if (!page.bytes && other.#lacks(page)) {
				this.#request(page);
			}
		}
	}

	/** Whether a page is surely not in this index from here on: a page has a higher number than all below it, and below leaves, which are equally deep, there is none. */
	#lacks({reference: {first, block}, next}: AheadPage): boolean {
		if (block >= this.#index.limit) {
			return true;
		}

		const nearest = this.#pages.slice(-view).toReversed();
		for (const page of nearest) {
			if (!isBefore(page.reference.first, next)) {
				return true;
			}

			const couldHave = page.reference.depth < this.#leafDepth ? page.reference.block >= block : page.reference.block === block;
			if (couldHave && isBefore(first, page.next)) {
				return false;
			}
		}

		return nearest.length === this.#pages.length;
	}

	#request(page: AheadPage): void {
		page.bytes ??= readPageBytes(page.reference, this.#index.read);
		// A failure is thrown when it is this page's turn, if that ever comes; until then nobody listens.
		page.bytes.catch(() => undefined);
	}

	#take(): AheadPage {
		const page = this.#pages.pop()!;
		const {first} = page.reference;
		if (first !== undefined && comparePaths(first, this.#last) <= 0) {
			throw malformed('The pages of the index are not in order.');
		}

		return page;
	}
}

/** Undefined stands for the beginning on the left and for the end on the right. */
export function isBefore(left: string | undefined, right: string | undefined): boolean {
	return left === undefined || right === undefined || comparePaths(left, right) < 0;
}

/** Whether what begins there surely comes after the path. */
function isBehind(first: string | undefined, path: string): boolean {
	return first !== undefined && comparePaths(first, path) > 0;
}

function ahead(reference: PageReference, next: string | undefined): AheadPage {
	checkReference(reference);
	return {reference, next, bytes: undefined};
}
