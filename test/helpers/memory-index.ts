import assert from 'node:assert/strict';
import type {Entry} from '../../source/feed/entry.ts';
import {decodePage, encodePage, type Page} from '../../source/feed/index-page.ts';
import {readPages} from '../../source/feed/read-index.ts';
import {writeIndex, type IndexChange} from '../../source/feed/write-index.ts';

/** The records of a feed in memory, and which of them have been read. */
export class MemoryIndex {
	root: number | undefined;
	/** The block of the newest commit. */
	limit = 0;
	/** Blocks read since this was last emptied, in order. */
	readonly reads: number[] = [];
	readonly #records = new Map<number, Uint8Array>();

	readonly read = async (block: number): Promise<Uint8Array> => {
		this.reads.push(block);
		const bytes = this.#records.get(block);
		assert.ok(bytes, `Block ${block} is no record`);
		return bytes;
	};

	/** Appends three blocks of data, the pages that change, and a commit. Returns how many pages. */
	async write(changes: readonly IndexChange[]): Promise<number> {
		const firstBlock = this.limit + 1 + 3;
		const {root, pages} = await writeIndex(this, changes, this.read, firstBlock);
		for (const [index, bytes] of pages.entries()) {
			this.#records.set(firstBlock + index, bytes);
		}

		this.root = root;
		this.limit = firstBlock + pages.length;
		return pages.length;
	}

	/** Puts a page of one's own into the feed. */
	put(block: number, page: Page): void {
		this.#records.set(block, encodePage(page));
		this.limit = Math.max(this.limit, block + 1);
	}

	async entries(): Promise<Entry[]> {
		const all: Entry[] = [];
		for await (const {entries} of readPages(this.root, this.limit, this.read)) {
			all.push(...entries);
		}

		return all;
	}

	/** Every page of the newest version, with its depth: 1 is the root. */
	pages(): Map<number, {readonly page: Page; readonly bytes: number; readonly depth: number}> {
		const found = new Map<number, {readonly page: Page; readonly bytes: number; readonly depth: number}>();
		const visit = (block: number, depth: number) => {
			const bytes = this.#records.get(block)!;
			const page = decodePage(bytes);
			assert.ok(!found.has(block));
			found.set(block, {page, bytes: bytes.length, depth});
			if (page.kind === 'inner') {
				for (const child of page.children) {
					visit(child.block, depth + 1);
				}
			}
		};

		if (this.root !== undefined) {
			visit(this.root, 1);
		}

		return found;
	}
}

/** A directory entry, for tests that only look at paths. */
export function directory(path: string, mtime = 0): Entry {
	return {
		kind: 'directory', path, mtime, mode: 0o755,
	};
}
