import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {parseSize, sizeText} from '../../source/base/parse-size.ts';

test('sizes are read as people write them', () => {
	const cases: ReadonlyArray<readonly [text: string, bytes: number | undefined]> = [
		['', 0],
		['  ', 0],
		['0', 0],
		['0 MB', 0],
		['500', 500],
		['500k', 500_000],
		['500 kB', 500_000],
		['2 MB', 2_000_000],
		['2mb', 2_000_000],
		['1.1 MB', 1_100_000],
		['.5m', 500_000],
		['2. MB', 2_000_000],
		['1 KiB', 1024],
		['1.5 MiB', 1_572_864],
		['1 GB', 1_000_000_000],
		['1t', 1_000_000_000_000],
		[' 3 MB/s ', 3_000_000],
		['3MBps', 3_000_000],
		['12 bytes', 12],
		['0.2', 1],
		['fast', undefined],
		['-1 MB', undefined],
		['1,5 MB', undefined],
		['10 Mbit', undefined],
		['2 i', undefined],
		['1 MB 2', undefined],
		['1e6', undefined],
		['99999999999 TB', undefined],
	];
	for (const [text, bytes] of cases) {
		assert.equal(parseSize(text), bytes, text);
	}
});

test('a size is written so that it is read as the same bytes', () => {
	assert.deepEqual([2_000_000, 500_000, 1_572_864].map(bytes => sizeText(bytes)), ['2 MB', '500 kB', '1572864 B']);
	fc.assert(fc.property(fc.nat(), bytes => parseSize(sizeText(bytes)) === bytes));
});
