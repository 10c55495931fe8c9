import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {comparePaths} from '../../source/feed/compare-paths.ts';
import {
	isInRange, pathAfter, rangeBelow, rangesUnder,
} from '../../source/feed/path-range.ts';
import {arbitraryText} from '../helpers/arbitrary-feed.ts';

test('a path and all below it stand in its ranges, and nothing else does', () => {
	fc.assert(fc.property(arbitraryText(3), arbitraryText(4), fc.boolean(), (path, other, isBelow) => {
		const each = isBelow ? `${path}/${other}` : other;
		assert.equal(rangesUnder(path).some(range => isInRange(each, range)), each === path || each.startsWith(`${path}/`));
		assert.equal(isInRange(each, rangeBelow(path)), each.startsWith(`${path}/`));
		assert.ok(isInRange(each, rangeBelow('')));
		assert.deepEqual(rangesUnder(''), [rangeBelow('')]);
	}), {numRuns: 1000});
});

test('nothing lies between a path and the one after it', () => {
	fc.assert(fc.property(arbitraryText(3), arbitraryText(4), fc.boolean(), (path, other, isLonger) => {
		const each = isLonger ? path + other : other;
		assert.ok(comparePaths(each, path) <= 0 || comparePaths(each, pathAfter(path)) >= 0);
	}), {numRuns: 1000});
});
