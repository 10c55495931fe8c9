import assert from 'node:assert/strict';
import test from 'node:test';
import {
	count, dateText, duration, percent, shortKey, size, speed, timeLeft, truncateMiddle,
} from '../../source/base/format.ts';

test('numbers, sizes, speeds and times are written for people', () => {
	const table: ReadonlyArray<readonly [string | undefined, string | undefined]> = [
		[count(0, 'file'), '0 files'],
		[count(1, 'file'), '1 file'],
		[count(1_234_567, 'file'), '1,234,567 files'],
		[count(2, 'entry', 'entries'), '2 entries'],
		[size(0), '0 B'],
		[size(3_400_000), '3.4 MB'],
		[speed(1_234_567.8), '1.23 MB/s'],
		[duration(850), '850ms'],
		[duration(1500), '1.5s'],
		[duration(61_500), '1m 1s'],
		[duration(3_600_000 + 240_000 + 5000), '1h 4m'],
		[percent(0, 10), '0 %'],
		[percent(999, 1000), '99 %'],
		[percent(10, 10), '100 %'],
		[percent(11, 10), '100 %'],
		[percent(0, 0), '100 %'],
		[timeLeft(1000, 100), '10s left'],
		[timeLeft(0, 100), undefined],
		[timeLeft(1000, 0), undefined],
		[dateText(new Date(2026, 10, 2, 3, 4, 59).getTime()), '2026-11-02 03:04'],
		[dateText(new Date(2026, 10, 2, 3, 4, 9).getTime(), 'second'), '2026-11-02 03:04:09'],
		[dateText(new Date(123, 0, 1).setFullYear(123)), '0123-01-01 00:00'],
		[dateText(9e15), '?'],
		[shortKey('3f2a4d5e00000000'), '3f2a4d5e…'],
	];
	for (const [actual, expected] of table) {
		assert.equal(actual, expected);
	}
});

test('a text that is too wide keeps its start and its end', () => {
	assert.equal(truncateMiddle('abcdef', 6), 'abcdef');
	assert.equal(truncateMiddle('abcdef', 5), 'ab…ef');
	assert.equal(truncateMiddle('abcdef', 4), 'ab…f');
	assert.equal(truncateMiddle('🎉🎉🎉🎉', 3), '🎉…🎉');
	assert.equal(truncateMiddle('abcdef', 1), '…');
});
