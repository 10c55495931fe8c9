import type {Peer} from 'hypercore';

const wordLength = 32;
const pageLength = 32_768;

/** How much of a feed of so many blocks a peer has, 0 to 1: exact, and quick also for a million blocks. */
export function completeness({remoteContiguousLength, remoteBitfield}: {
	readonly remoteContiguousLength: number;
	readonly remoteBitfield: Pick<Peer['remoteBitfield'], 'getBitfield'>;
}, length: number): number {
	if (length === 0) {
		return 0;
	}

	// Of those before, the bitfield need not know.
	const start = Math.min(remoteContiguousLength, length);
	let count = start;
	for (let page = Math.floor(start / pageLength); page * pageLength < length; page++) {
		const words = remoteBitfield.getBitfield(page * pageLength)?.bitfield;
		if (words) {
			count += countSet(words, Math.max(0, start - (page * pageLength)), Math.min(pageLength, length - (page * pageLength)));
		}
	}

	return count / length;
}

/** The bits of positions `start` … `end` - 1. */
function countSet(words: Uint32Array, start: number, end: number): number {
	let count = 0;
	for (let index = Math.floor(start / wordLength); index * wordLength < end; index++) {
		let word = words[index]!;
		if (word !== 0) {
			const skipped = start - (index * wordLength);
			const left = end - (index * wordLength);
			word = skipped > 0 ? word & (-1 << skipped) : word;
			word = left < wordLength ? word & ~(-1 << left) : word;
			count += bitsOf(word);
		}
	}

	return count;
}

/** In parallel: sums of two, four, eight bits, and then of the four bytes. */
function bitsOf(word: number): number {
	const pairs = word - ((word >>> 1) & 0x55_55_55_55);
	const fours = (pairs & 0x33_33_33_33) + ((pairs >>> 2) & 0x33_33_33_33);
	return Math.imul((fours + (fours >>> 4)) & 0x0F_0F_0F_0F, 0x01_01_01_01) >>> 24;
}
