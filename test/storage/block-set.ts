import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {BlockSet} from '../../source/storage/block-set.ts';

test('a set of blocks has what was added to it, and nothing else', () => {
	fc.assert(fc.property(fc.array(fc.integer({min: 0, max: 5000})), fc.integer({min: 0, max: 6000}), (added, other) => {
		const set = new BlockSet();
		for (const index of added) {
			set.add(index);
		}

		assert.ok(added.every(index => set.has(index)));
		assert.equal(set.has(other), added.includes(other));
	}));
});
