import assert from 'node:assert/strict';
import test from 'node:test';
import {limitsOf} from '../../source/commands/limit-flags.ts';

for (const [flags, limits] of [
	[{}, {upload: undefined, download: undefined}],
	[{limitUp: '500k'}, {upload: 500_000, download: undefined}],
	[{limitDown: '1.5 MiB/s'}, {upload: undefined, download: 1_572_864}],
	[{limitUp: '2MB', limitDown: '0'}, {upload: 2_000_000, download: null}],
] as const) {
	test(`the limits ${JSON.stringify(flags)} are read`, () => {
		assert.deepEqual(limitsOf(flags, 'get'), limits);
	});
}

test('what is no size is refused', () => {
	for (const text of ['', ' ', 'fast', '-1', '2 Mbit', '1e6']) {
		assert.throws(() => limitsOf({limitUp: text}, 'share'), {code: 'usage', hint: 'See: ferry share --help'});
	}
});
