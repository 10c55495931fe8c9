import assert from 'node:assert/strict';
import test from 'node:test';
import {changeTimeOf, latestChangeOf} from '../../source/base/change-time.ts';

for (const [title, ctimeMs, mtimeMs, precision, expected, latest] of [
	['the change time is the one that the system tells', 5000.25, 5000.75, 0, 5000.25, 5000.25],
	['by the second, a write within it tells more', 5000, 5123, 1000, 5123, 5123],
	['by the second, an older modification says nothing', 5000, 4999, 1000, 5000, 6000],
	['by the second, a modification that is ahead says nothing', 5000, 6000, 1000, 5000, 6000],
] as const) {
	test(title, () => {
		assert.equal(changeTimeOf({ctimeMs, mtimeMs}, precision), expected);
		assert.equal(latestChangeOf({ctimeMs, mtimeMs}, precision), latest);
	});
}
