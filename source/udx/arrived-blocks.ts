import type {Block} from './packet.ts';
import {isBefore, sequenceAfter, sequenceDifference} from './sequence.ts';

/** Which numbers have arrived ahead of their turn, as blocks in order. */
export class ArrivedBlocks {
	readonly #blocks: Block[] = [];

	/** The lowest first. */
	get blocks(): readonly Block[] {
		return this.#blocks;
	}

	/** Notes one that is not noted yet. */
	add(sequence: number): void {
		const blocks = this.#blocks;
		// Nearly always it goes to the last block, or behind it.
		let index = blocks.length;
		while (index > 0 && isBefore(sequence, blocks[index - 1]!.start)) {
			index--;
		}

		const before = blocks[index - 1];
		const after = blocks[index];
		const next = sequenceAfter(sequence);
		if (before?.end === sequence) {
			before.end = next;
			if (after?.start === next) {
				before.end = after.end;
				blocks.splice(index, 1);
			}
		} else if (after?.start === next) {
			after.start = sequence;
		} else {
			blocks.splice(index, 0, {start: sequence, end: next});
		}
	}

	/** Forgets everything before a number: it has had its turn. */
	dropBefore(sequence: number): void {
		const blocks = this.#blocks;
		while (blocks.length > 0 && sequenceDifference(blocks[0]!.end, sequence) <= 0) {
			blocks.shift();
		}

		if (blocks.length > 0 && isBefore(blocks[0]!.start, sequence)) {
			blocks[0]!.start = sequence;
		}
	}
}
