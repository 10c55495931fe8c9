/** Bytes of one block in one file: `length` bytes from `blockOffset` in the block stand at `position` in the file. */
export type Slice<Owner> = {
	readonly owner: Owner;
	readonly blockOffset: number;
	readonly position: number;
	readonly length: number;
};
