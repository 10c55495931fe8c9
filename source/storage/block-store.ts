
/** A block and its verified bytes. */
export type Block = {
	readonly index: number;
	readonly value: Uint8Array;
};

/** Where a feed's data blocks are kept when they are not in its database. */
export type BlockStore = {
	/** True when block `index` is data kept here, not in the database. The answer for an index doesn't change while it is stored. */
	holds(index: number): boolean;
	/** Its bytes, as a copy of the caller's own, or null when they are not (or no longer) there: never wrong bytes. */
	read(index: number): Promise<Uint8Array | null>;
	/** Writes verified blocks where they belong; resolved before the database says they are there. */
	write(blocks: readonly Block[]): Promise<void>;
	/** After the database has committed that these blocks are there. */
	stored(indexes: readonly number[]): void;
	/** Blocks `start` … `end` - 1 were cleared; `end` may be Infinity, and blocks kept elsewhere may lie in between. */
	clear(start: number, end: number): void;
};
