import assert from 'node:assert/strict';
import test from 'node:test';
import {FullPath} from '../../source/udx/full-path.ts';

const table: ReadonlyArray<readonly [title: string, rates: readonly number[], isReached: boolean]> = [
	['isn’t full before anything is known', [], false],
	['isn’t full while the rate grows by a quarter each round', [100, 125, 157, 200, 250, 320], false],
	['isn’t full after two rounds that are flat', [100, 110, 120], false],
	['is full after three', [100, 110, 120, 124], true],
	['isn’t full when growth comes in the third', [100, 110, 120, 125, 126, 127], false],
	['stays full', [100, 100, 100, 100, 500], true],
];

for (const [title, rates, isReached] of table) {
	test(`a path ${title}`, () => {
		const path = new FullPath();
		for (const rate of rates) {
			path.add(rate);
		}

		assert.equal(path.isReached, isReached);
	});
}

test('after a restart the first rate counts as growth', () => {
	const path = new FullPath();
	for (const rate of [100, 100, 100]) {
		path.add(rate);
	}

	path.restart();
	path.add(10);
	assert.equal(path.isReached, false);
});
