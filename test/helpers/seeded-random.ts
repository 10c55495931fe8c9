import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import process from 'node:process';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';

/** Chance that can be had again: the seed is shown with the test, and FERRY_TEST_SEED sets it. */
export class SeededRandom {
	readonly seed: string;
	readonly #next: (length: number) => Uint8Array;

	constructor(seed = process.env['FERRY_TEST_SEED'] ?? randomBytes(4).toString('hex')) {
		this.seed = seed;
		this.#next = pseudoRandomBytes(seed);
	}

	/** A whole number from `minimum` to `maximum`, both included. */
	integer(minimum: number, maximum: number): number {
		return minimum + (Buffer.from(this.#next(4)).readUInt32LE() % (maximum - minimum + 1));
	}

	/** One of these. */
	pick<Value>(values: readonly Value[]): Value {
		return values[this.integer(0, values.length - 1)]!;
	}
}
