const first = 1000;
const longest = 30_000;

/**
How many milliseconds to wait before looking for peers again: doubling from one second to half a minute, with a quarter of chance so that many peers don't ask at the same moment.

@param attempt - how many lookups in a row found nobody.
@param chance - 0 to 1.
*/
export function lookAgainDelay(attempt: number, chance: number): number {
	return Math.min(first * (2 ** Math.min(attempt, 10)), longest) * (0.875 + (chance / 4));
}
