import {Buffer} from 'node:buffer';
import {Turns} from '../base/turns.ts';
import type {FileEntry} from '../feed/entry.ts';
import {hashFile} from '../folder/hash-file.ts';
import {BlockHasher, worthAThread} from '../storage/block-hasher.ts';
import type {SliceMap} from '../storage/slice-map.ts';

/** Tells whether a file has the content of an entry that its sharer has read to its end. Rejects with the system's error, or with what the signal was aborted with. */
export type HasContent = (place: string, entry: FileEntry, signal: AbortSignal) => Promise<boolean>;

type Hashed = {readonly sha256: Uint8Array; readonly leaves: Uint8Array};

/** Bytes of leaves that are kept, for 64 GiB of content: of what is beyond that, files are read a second time. */
const mostKept = 8 * 1024 * 1024;

/** For whoever only wants to know that. */
export const hasContent: HasContent = async (place, {sha256}, signal) => Buffer.compare(await hashFile(place, signal), sha256!) === 0;

/** Hashes files of the user's that may be what a share has. Of large ones that is done on a thread of its own, and gives the leaves of their blocks with the SHA-256, so that they are read once. */
export class ContentHasher {
	readonly #slices: Pick<SliceMap<unknown>, 'blockSize'>;
	readonly #turns = new Turns();
	readonly #kept = new Map<string, Uint8Array>();
	#keptBytes = 0;
	#hasher: BlockHasher | undefined;

	/** @param slices - What knows the feed's block size when the first file is hashed. */
	constructor(slices: Pick<SliceMap<unknown>, 'blockSize'>) {
		this.#slices = slices;
	}

	readonly hasContent: HasContent = async (place, entry, signal) => {
		if (entry.size < worthAThread) {
			return hasContent(place, entry, signal);
		}

		const {sha256, leaves} = await this.#hash(place, entry, signal);
		const isSame = Buffer.compare(sha256, entry.sha256!) === 0;
		if (isSame && this.#keptBytes + leaves.byteLength <= mostKept) {
			this.#forget(place);
			this.#kept.set(place, leaves);
			this.#keptBytes += leaves.byteLength;
		}

		return isSame;
	};

	/**
	For each piece that the extents of a large file have of a block the leaf hash, 32 bytes each; undefined for a small file.

	Of a file that was looked at just now they are known, once; any other one is read. Rejects as `hasContent` does.
	*/
	async leavesOf(place: string, entry: Pick<FileEntry, 'size' | 'extents'>, signal: AbortSignal): Promise<Uint8Array | undefined> {
		if (entry.size < worthAThread) {
			return undefined;
		}

		const leaves = this.#kept.get(place);
		this.#forget(place);
		return leaves ?? (await this.#hash(place, entry, signal)).leaves;
	}

	/** Ends its thread, if there is one. */
	async close(): Promise<void> {
		await this.#hasher?.close();
	}

	async #hash(place: string, {size, extents}: Pick<FileEntry, 'size' | 'extents'>, signal: AbortSignal): Promise<Hashed> {
		return this.#turns.run(async () => {
			this.#hasher ??= new BlockHasher(this.#slices.blockSize);
			const leaves: Uint8Array[] = [];
			for await (const answer of this.#hasher.hashPieces(place, size, extents)) {
				signal.throwIfAborted();
				if ('sha256' in answer) {
					return {sha256: answer.sha256, leaves: Buffer.concat(leaves)};
				}

				leaves.push(...answer.leaves);
			}

			throw new Error('A file was hashed without an end');
		});
	}

	#forget(place: string): void {
		this.#keptBytes -= this.#kept.get(place)?.byteLength ?? 0;
		this.#kept.delete(place);
	}
}
