/** As `ferry share` prints it, or the raw key of a Hypercore; with a character too few or wrong it is still meant as one. */
const shareKey = /^ferry1[\da-z]{6,}$/iv;
const rawKey = /^(?:[\da-f]{64}|[13-9a-km-uw-z]{52})$/iv;

/** The share key that a pasted text is meant to be, or undefined. Lines that a mail or a terminal has broken are put together. */
export function keyIn(text: string): string | undefined {
	const joined = text.trim().replaceAll(/\s+/gv, '');
	return shareKey.test(joined) || rawKey.test(joined) ? joined : undefined;
}
