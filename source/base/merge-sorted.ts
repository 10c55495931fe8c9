/**
Walks two sorted sequences side by side: pairs what compares as equal, and gives the rest alone, in order.

@example [a, undefined] stands only in the first, [undefined, b] only in the second.
*/
export async function * mergeSorted<Left, Right>(
	left: AsyncIterable<Left>,
	right: AsyncIterable<Right>,
	compare: (left: Left, right: Right) => number,
): AsyncGenerator<[Left, Right] | [Left, undefined] | [undefined, Right], void> {
	const lefts = left[Symbol.asyncIterator]();
	const rights = right[Symbol.asyncIterator]();
	try {
		let [a, b] = await Promise.all([lefts.next(), rights.next()]);
		while (!a.done || !b.done) {
			const order = a.done ? 1 : (b.done ? -1 : compare(a.value, b.value));
			if (order < 0) {
				yield [a.value as Left, undefined];
				a = await lefts.next();
			} else if (order > 0) {
				yield [undefined, b.value as Right];
				b = await rights.next();
			} else {
				yield [a.value as Left, b.value as Right];
				[a, b] = await Promise.all([lefts.next(), rights.next()]);
			}
		}
	} finally {
		await Promise.all([lefts.return?.(), rights.return?.()]);
	}
}
