/**
Compares two paths as their UTF-8 bytes compare, without encoding them: negative, zero or positive.

JavaScript compares strings by UTF-16 units, which puts characters above U+FFFF (surrogate pairs, from 0xD800)
before those from U+E000 to U+FFFF. UTF-8 keeps the order of code points. Both strings must be well-formed.
*/
export function comparePaths(a: string, b: string): number {
	const length = Math.min(a.length, b.length);
	for (let index = 0; index < length; index++) {
		const difference = a.codePointAt(index)! - b.codePointAt(index)!;
		if (difference !== 0) {
			return difference;
		}
	}

	return a.length - b.length;
}
