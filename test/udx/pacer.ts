import assert from 'node:assert/strict';
import test from 'node:test';
import {Pacer} from '../../source/udx/pacer.ts';

/** What is sent at a time, in bytes, and whether more may go then. */
type Step = readonly [now: number, sent: number, maySendMore: boolean];

const table: ReadonlyArray<readonly [title: string, steps: readonly Step[]]> = [
	['a packet may go as long as any bytes are left, however few', [[0, 999, true], [0, 1, false]]],
	['what was taken too much is paid back', [[0, 2500, false], [1, 0, false], [2, 0, true]]],
	['what was not used is lost', [[0, 0, true], [1, 0, true], [1, 1000, false]]],
	['a timer that comes late makes up for it', [[0, 1000, false], [5, 4999, true], [5, 1, false]]],
];

for (const [title, steps] of table) {
	test(title, () => {
		const pacer = new Pacer(0, 1000);
		for (const [now, sent, maySendMore] of steps) {
			pacer.maySend(now, 1000);
			pacer.onSent(sent);
			assert.equal(pacer.maySend(now, 1000), maySendMore, `${sent} bytes at ${now}`);
		}
	});
}
