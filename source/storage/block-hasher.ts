import path from 'node:path';
import {Worker} from 'node:worker_threads';
import type {HashAnswer, HashRequest} from './hash-worker.ts';
import {hashedBlock} from './hashed-block.ts';
import type {Signature} from './stored-file.ts';

/** A run of a file that has been hashed. */
export type HashedRun = {
	readonly byteLength: number;
	/** What stands for its blocks in an append; none for bytes that the feed has already. */
	readonly blocks: readonly Uint8Array[];
};

/** How much of a file there is, and where what the feed doesn't have yet begins: at a block's start. */
export type HashedFile = {
	readonly place: string;
	readonly start: number;
	readonly size: number;
};

/** What is known once a file has been read to its end. */
export type WholeHash = {
	readonly sha256: Uint8Array;
	/** Of the file that was read, after reading. */
	readonly signature: Signature;
};

const hashLength = 32;
/** Asked of the thread at a time; while an answer is worked on, the next is under way. */
const runBlocks = 16;

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
	async * hash({place, start, size}: HashedFile): AsyncGenerator<HashedRun | WholeHash, void> {
		await this.#ask({kind: 'open', place, blockSize: this.#blockSize});
		let position = 0;
		let next = this.#read(position, start, size);
		try {
			while (position < size) {
				const {byteLength, leaves} = await next;
				if (byteLength === 0) {
					break;
				}

				const blocks = [...this.#blocks(byteLength!, leaves!)];
				position += byteLength!;
				next = this.#read(position, start, size);
				yield {byteLength: byteLength!, blocks};
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

	async #read(position: number, start: number, size: number): Promise<HashAnswer> {
		const end = position < start ? start : size;
		return this.#ask({kind: 'read', byteLength: Math.min(end - position, runBlocks * this.#blockSize), leaves: position >= start});
	}

	* #blocks(byteLength: number, leaves: Uint8Array): Generator<Uint8Array, void> {
		for (let index = 0; index * hashLength < leaves.byteLength; index++) {
			const length = Math.min(this.#blockSize, byteLength - (index * this.#blockSize));
			yield hashedBlock(length, leaves.subarray(index * hashLength, (index + 1) * hashLength));
		}
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
