import path from 'node:path';
import {Worker} from 'node:worker_threads';
import type {Extent} from '../feed/entry.ts';
import type {HashAnswer, HashedStretch, HashRequest} from './hash-worker.ts';
import {hashedBlock} from './hashed-block.ts';
import type {OldBlocks} from './old-blocks.ts';
import type {Signature} from './stored-file.ts';

/** A run of a file that has been hashed. */
export type HashedRun = {
	readonly byteLength: number;
	/** Its blocks; none for bytes of which the feed has the blocks already. */
	readonly blocks: readonly ReadBlock[];
};

/** A block of a file: one to be appended, with its bytes or what stands for them, or one that the feed has. */
export type ReadBlock = {
	readonly byteLength: number;
	readonly mark: number | undefined;
} & ({readonly bytes: Uint8Array} | {readonly number: number});

/** How much of a file there is, and where what the feed doesn't have yet begins. */
export type HashedFile = {
	readonly place: string;
	readonly start: number;
	readonly size: number;
	/** Blocks that the feed has of an earlier version of it. */
	readonly old?: OldBlocks | undefined;
	/** Extents that what is read may be in, as far as old blocks add to them. */
	readonly mostExtents?: number;
};

/** What a file has of some blocks of the feed, one after the other. */
export type HashedPieces = {
	readonly byteLength: number;
	/** Of each piece what its block's leaf hash is if it has all of it, 32 bytes. */
	readonly leaves: readonly Uint8Array[];
};

/** What is known once a file has been read to its end. */
export type WholeHash = {
	readonly sha256: Uint8Array;
	/** Of the file that was read, after reading. */
	readonly signature: Signature;
};

/** Bytes: starting a thread takes as long as hashing some megabytes. */
export const worthAThread = 8 * 1024 * 1024;

/** Asked of the thread at a time; while an answer is worked on, the next is under way. */
const runBlocks = 16;

type OpenRequest = Extract<HashRequest, {kind: 'open'}>;

type Waiting = {
	readonly resolve: (answer: HashAnswer) => void;
	readonly reject: (error: Error) => void;
};

/**
Hashes large files on a thread of its own: on the one that sends, a receiver would wait for every batch.

The bytes don't come back with the hashes, as no second copy of them is needed. One file at a time.
*/
export class BlockHasher {
	readonly #blockSize: number;
	#worker: Worker | undefined;
	readonly #waiting: Waiting[] = [];

	constructor(blockSize: number) {
		this.#blockSize = blockSize;
	}

	/**
	Hashes a file up to its size, or to its end if it is shorter by now: its runs, and last what is known of the whole.

	Rejects with the system's error; never follows a symbolic link at the last component.
	*/
	async * hash({place, start, size, old, mostExtents = 0}: HashedFile): AsyncGenerator<HashedRun | WholeHash, void> {
		const request: OpenRequest = {
			kind: 'open', place, blockSize: this.#blockSize, start, size, old, mostExtents,
		};
		for await (const answer of this.#answers(request)) {
			yield 'sha256' in answer ? answer : {byteLength: answer.byteLength, blocks: answer.blocks.map(toReadBlock)};
		}
	}

	/**
	Hashes a file that the feed has, cut as its extents say: the leaves of its pieces, and last what is known of the whole.

	Fails as `hash` does; of a file that has got shorter pieces are missing.
	*/
	async * hashPieces(place: string, size: number, extents: readonly Extent[]): AsyncGenerator<HashedPieces | WholeHash, void> {
		const request: OpenRequest = {
			kind: 'open', place, blockSize: this.#blockSize, start: 0, size, old: undefined, mostExtents: 0, extents,
		};
		for await (const answer of this.#answers(request)) {
			yield 'sha256' in answer ? answer : {byteLength: answer.byteLength, leaves: answer.blocks.map(({leaf}) => leaf)};
		}
	}

	async * #answers(request: OpenRequest): AsyncGenerator<{readonly byteLength: number; readonly blocks: readonly HashedStretch[]} | WholeHash, void> {
		await this.#ask(request);
		let position = 0;
		let next = this.#read();
		try {
			while (position < request.size) {
				const {byteLength, blocks} = await next;
				if (byteLength === 0) {
					break;
				}

				position += byteLength!;
				next = this.#read();
				yield {byteLength: byteLength!, blocks: blocks!};
			}
		} finally {
			// Whoever stops early doesn't care how what was asked ahead went.
			await Promise.allSettled([next]);
		}

		const {sha256, signature} = await this.#ask({kind: 'finish'});
		yield {sha256: sha256!, signature: signature!};
	}

	/** Ends the thread, if there is one. */
	async close(): Promise<void> {
		await this.#worker?.terminate();
	}

	async #read(): Promise<HashAnswer> {
		return this.#ask({kind: 'read', byteLength: runBlocks * this.#blockSize});
	}

	async #ask(request: HashRequest): Promise<HashAnswer> {
		this.#worker ??= this.#start();
		this.#worker.ref();
		try {
			const {failed, ...answer} = await new Promise<HashAnswer>((resolve, reject) => {
				this.#waiting.push({resolve, reject});
				this.#worker!.postMessage(request);
			});
			if (failed) {
				throw Object.assign(new Error(failed.message), {code: failed.code});
			}

			return answer;
		} finally {
			if (this.#waiting.length === 0) {
				this.#worker?.unref();
			}
		}
	}

	#start(): Worker {
		// Beside this file: as TypeScript when run from the source, as JavaScript when built.
		const worker = new Worker(new URL(`hash-worker${path.extname(import.meta.url)}`, import.meta.url), {resourceLimits: {maxYoungGenerationSizeMb: 1}});
		worker.on('message', (answer: HashAnswer) => {
			this.#waiting.shift()?.resolve(answer);
		});
		worker.on('error', (error: Error) => {
			this.#fail(error);
		});
		worker.on('exit', () => {
			this.#worker = undefined;
			this.#fail(new Error('The thread that hashes files has ended'));
		});
		return worker;
	}

	#fail(error: Error): void {
		for (const {reject} of this.#waiting.splice(0)) {
			reject(error);
		}
	}
}

function toReadBlock({byteLength, leaf, mark, number}: HashedStretch): ReadBlock {
	return {byteLength, mark, ...(number === undefined ? {bytes: hashedBlock(byteLength, leaf)} : {number})};
}
