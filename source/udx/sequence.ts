/* eslint-disable unicorn/prefer-math-trunc -- It does more than to cut off a fraction: it takes 32 bits, with a sign. */
/** Packets are counted with 32 bits, and counting goes on at zero; so one number is after another when it is less than half the circle ahead. */
export function sequenceDifference(a: number, b: number): number {
	return (a - b) | 0;
}

/** The number that comes so many steps later. */
export function sequenceAfter(sequence: number, steps = 1): number {
	return (sequence + steps) >>> 0;
}

/** Whether the first comes before the second. */
export function isBefore(a: number, b: number): boolean {
	return ((a - b) | 0) < 0;
}
