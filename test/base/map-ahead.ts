import assert from 'node:assert/strict';
import test from 'node:test';
import {mapAhead} from '../../source/base/map-ahead.ts';

async function * numbers(count: number, onEnd: () => void = () => undefined): AsyncGenerator<number, void, void> {
	try {
		for (let number = 0; number < count; number++) {
			yield number;
		}
	} finally {
		onEnd();
	}
}

async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
	const found: Value[] = [];
	for await (const value of values) {
		found.push(value);
	}

	return found;
}

test('results come in the order of the items, whichever is done first', async () => {
	for (const count of [0, 1, 3, 10]) {
		const work = async (number: number): Promise<number> => {
			for (let turn = number % 3; turn < 3; turn++) {
				await new Promise(resolve => {
					setImmediate(resolve);
				});
			}

			return number * 2;
		};

		assert.deepEqual(await all(mapAhead(numbers(count), work, 4)), Array.from({length: count}, (_, number) => number * 2));
	}
});

test('so many are worked on at a time, and no more', async () => {
	let open = 0;
	let most = 0;
	await all(mapAhead(numbers(20), async () => {
		open++;
		most = Math.max(most, open);
		await new Promise(resolve => {
			setImmediate(resolve);
		});
		open--;
	}, 5));
	assert.equal(most, 5);
});

test('a failure is thrown at its turn', async () => {
	const found: number[] = [];
	await assert.rejects(async () => {
		for await (const number of mapAhead(numbers(10), async number => {
			if (number >= 3) {
				throw new Error(`Not ${number}`);
			}

			return number;
		}, 8)) {
			found.push(number);
		}
	}, {message: 'Not 3'});
	assert.deepEqual(found, [0, 1, 2]);
});

test('items that fail do so behind the results before', async () => {
	async function * failing(): AsyncGenerator<number, void, void> {
		yield * numbers(2);
		throw new Error('No more');
	}

	const results = mapAhead(failing(), async number => number, 8);
	assert.equal((await results.next()).value, 0);
	assert.equal((await results.next()).value, 1);
	await assert.rejects(results.next(), {message: 'No more'});
});

test('whoever stops early ends the items, and waits for nothing', async () => {
	let hasEnded = false;
	const items = numbers(10, () => {
		hasEnded = true;
	});
	const never = new Promise<number>(() => {
		// It is still going on when nobody wants it any more.
	});
	const results = mapAhead(items, async number => number > 0 ? never : number, 2);
	assert.equal((await results.next()).value, 0);
	await results.return();
	await new Promise(resolve => {
		setImmediate(resolve);
	});
	assert.ok(hasEnded);
});
