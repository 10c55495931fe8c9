const bitsEach = 8;
const leastBytes = 64;

/** A set of block numbers, with one bit for each up to the highest. */
export class BlockSet {
	#bits = new Uint8Array(leastBytes);

	has(index: number): boolean {
		return ((this.#bits[Math.floor(index / bitsEach)] ?? 0) & (1 << (index % bitsEach))) !== 0;
	}

	add(index: number): void {
		const byte = Math.floor(index / bitsEach);
		if (byte >= this.#bits.length) {
			const bits = new Uint8Array(2 * (byte + 1));
			bits.set(this.#bits);
			this.#bits = bits;
		}

		this.#bits[byte]! |= 1 << (index % bitsEach);
	}
}
