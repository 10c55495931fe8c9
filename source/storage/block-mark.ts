/* eslint-disable unicorn/prefer-math-trunc -- what is wanted are 32 bits with a sign, which the engine computes with fastest; `Math.trunc` doesn't cut to them */

/** Bytes at the start of a block that its mark is of. */
export const markedBytes = 64;

const multiplier = 0x9E_37_79_B1;
/** What the byte that leaves the window was multiplied with, by the time it leaves. */
const leavingMultiplier = power(multiplier, markedBytes);
const checkMultiplier = 0x01_00_01_93;
const checkBits = 21;

/**
What tells roughly where a block could begin: a number of 53 bits made from its first bytes, the same for the same bytes. Its lower 32 bits are a rolling hash.

@returns undefined for a block that is shorter than that.
*/
export function markOf(block: Uint8Array): number | undefined {
	return block.byteLength < markedBytes ? undefined : combine(windowHash(block, 0), checkHash(block, 0));
}

/** The lower half of a mark: cheap to compute for one position after the other. */
export function rollingPart(mark: number): number {
	return mark | 0;
}

/** The rolling hash of the window at a position. */
export function windowHash(bytes: Uint8Array, position: number): number {
	let hash = 0;
	for (let index = position; index < position + markedBytes; index++) {
		hash = Math.imul(hash, multiplier) + bytes[index]!;
	}

	return hash | 0;
}

/** The mark of the window at a position of which the rolling hash is known. */
export function markAt(bytes: Uint8Array, position: number, rolling: number): number {
	return combine(rolling, checkHash(bytes, position));
}

/**
Moves a window over bytes until its rolling hash may be one that is looked for.

@param filter - by the upper bits of a rolling hash, how many its length takes: not 0 where one is.
@param from - where the window is now, with `hash`; the first position that is looked at is the next one.
@returns the first position before `to` where the filter lets the window through, with its hash; `to` when there is none.
*/
export function roll(bytes: Uint8Array, filter: Uint8Array, {from, to, hash}: {readonly from: number; readonly to: number; readonly hash: number}): {readonly position: number; readonly hash: number} {
	const shift = Math.clz32(filter.length) + 1;
	for (let position = from + 1; position < to; position++) {
		hash = (Math.imul(hash, multiplier) + bytes[position + markedBytes - 1]! - Math.imul(bytes[position - 1]!, leavingMultiplier)) | 0;
		if (filter[hash >>> shift] !== 0) {
			return {position, hash};
		}
	}

	return {position: to, hash};
}

/** An empty filter for `roll`, of a length that lets few others through when so many marks are added. */
export function newFilter(count: number): Uint8Array {
	return new Uint8Array(2 ** Math.min(22, Math.max(10, 37 - Math.clz32(count))));
}

/** Where in a filter a mark is. */
export function placeInFilter(filter: Uint8Array, mark: number): number {
	return rollingPart(mark) >>> (Math.clz32(filter.length) + 1);
}

function combine(rolling: number, check: number): number {
	return (check * (2 ** 32)) + (rolling >>> 0);
}

function checkHash(bytes: Uint8Array, position: number): number {
	let hash = 0x81_1C_9D_C5;
	for (let index = position; index < position + markedBytes; index++) {
		hash = Math.imul(hash ^ bytes[index]!, checkMultiplier);
		hash ^= hash >>> 15;
	}

	return hash >>> (32 - checkBits);
}

function power(base: number, exponent: number): number {
	let result = 1;
	for (let index = 0; index < exponent; index++) {
		result = Math.imul(result, base);
	}

	return result;
}
