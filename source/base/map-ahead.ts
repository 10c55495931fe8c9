/**
Does work on items, on several of them at a time, and gives what came of it in their order.

Whoever stops early doesn't hear of the work that is still going on. What fails, the work or the items themselves, is thrown when it is its turn.

@param most - So many items are taken ahead of the result that is waited for, that one included.
*/
export async function * mapAhead<Item, Result>(items: AsyncGenerator<Item, void, void>, work: (item: Item) => Promise<Result>, most: number): AsyncGenerator<Result, void, void> {
	const ahead: Array<Promise<{readonly result: Result} | undefined>> = [];
	const take = async (): Promise<{readonly result: Result} | undefined> => {
		const {done, value} = await items.next();
		return done ? undefined : {result: await work(value)};
	};

	try {
		for (;;) {
			while (ahead.length < most) {
				const taken = take();
				// A failure is thrown when it is this item's turn, if that ever comes; until then nobody listens.
				taken.catch(() => undefined);
				ahead.push(taken);
			}

			const first = await ahead.shift();
			if (!first) {
				return;
			}

			yield first.result;
		}
	} finally {
		// It may be waiting for something that never comes.
		items.return().catch(() => undefined);
	}
}
