declare module 'index-encoder' {
	export type EncoderState = {
		/** Where the next value begins; moved on by each call. */
		start: number;
		end: number;
		buffer: Uint8Array;
	};

	const indexEncoder: {
		/** Unsigned integers up to 2⁵³ - 1, and Infinity, whose bytes sort as the numbers do. */
		readonly UINT: {
			/** @throws when the buffer ends too early. */
			decode(state: EncoderState): number;
		};
	};
	export default indexEncoder;
}
