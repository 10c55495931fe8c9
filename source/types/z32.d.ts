declare module 'z32' {
	/** Bytes to z-base-32, lower case, without padding. */
	export function encode(bytes: Uint8Array): string;

	/** Back again; throws on a character outside the alphabet. Padding bits are not checked. */
	export function decode(text: string): Uint8Array;
}
