/**
Walks two sorted sequences side by side: pairs what compares as equal, and gives the rest alone, in order.

@example [a, undefined] stands only in the first, [undefined, b] only in the second.
*/
export async function * mergeSorted<Left, Right>(
	left: AsyncIterable<Left>,
	right: AsyncIterable<Right> | Iterable<Right>,
	compare: (left: Left, right: Right) => number,
): AsyncGenerator<[Left, Right] | [Left, undefined] | [undefined, Right], void> {
	const lefts = left[Symbol.asyncIterator]();
	const rights = Symbol.asyncIterator in right ? right[Symbol.asyncIterator]() : right[Symbol.iterator]();
	try {
		let [a, b] = await Promise.all([lefts.next(), rights.next()]);
		for (;;) {
			if (!a.done && !b.done) {
				const order = compare(a.value, b.value);
				yield order < 0 ? [a.value, undefined] : (order > 0 ? [undefined, b.value] : [a.value, b.value]);
				[a, b] = await Promise.all([order <= 0 ? lefts.next() : a, order >= 0 ? rights.next() : b]);
			} else if (!a.done) {
				yield [a.value, undefined];
				a = await lefts.next();
			} else if (b.done) {
				return;
			} else {
				yield [undefined, b.value];
				b = await rights.next();
			}
		}
	} finally {
		await Promise.all([lefts.return?.(), rights.return?.()]);
	}
}
