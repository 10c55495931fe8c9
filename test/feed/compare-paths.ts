import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {test} from 'node:test';
import fc from 'fast-check';
import {comparePaths} from '../../source/feed/compare-paths.ts';
import {arbitraryText} from '../helpers/arbitrary-feed.ts';

test('Paths compare as their UTF-8 bytes do', () => {
	fc.assert(fc.property(arbitraryText(), arbitraryText(), arbitraryText(), (prefix, a, b) => {
		for (const [left, right] of [[a, b], [prefix + a, prefix + b], [prefix, prefix + b]] as const) {
			assert.equal(Math.sign(comparePaths(left, right)), Buffer.compare(Buffer.from(left), Buffer.from(right)));
		}
	}), {numRuns: 1000});
});

test('Names that look alike or that UTF-16 would put elsewhere have their place', () => {
	const inOrder = ['', 'a', 'a b', 'a-b', 'a/b', 'a0', 'e\u{301}', '\u{E9}', '\u{FB01}', '\u{FF21}', '\u{FFFF}', '\u{10000}', '\u{1F600}', '\u{1F601}'];
	for (const [index, path] of inOrder.entries()) {
		assert.equal(comparePaths(path, path), 0);
		for (const later of inOrder.slice(index + 1)) {
			assert.ok(comparePaths(path, later) < 0, `${path} before ${later}`);
			assert.ok(comparePaths(later, path) > 0, `${later} after ${path}`);
		}
	}
});
