import assert from 'node:assert/strict';
import test from 'node:test';
import {Recovery} from '../../source/udx/recovery.ts';

const table: ReadonlyArray<readonly [title: string, end: number, acknowledgement: number, expected: string]> = [
	['goes on until all that had been sent has arrived', 10, 9, 'recovery'],
	['is over when it has', 10, 10, 'open'],
	['is over when more has', 10, 12, 'open'],
	['goes on when numbers are about to turn', 2, 0xFF_FF_FF_FF, 'recovery'],
	['is over when they have turned', 2, 2, 'open'],
];

for (const [title, end, acknowledgement, expected] of table) {
	test(`recovery ${title}`, () => {
		const recovery = new Recovery();
		recovery.enter('recovery', end);
		recovery.onAcknowledged(acknowledgement);
		assert.equal(recovery.state, expected);
	});
}

test('a timeout during recovery makes it worse, and ends where that began', () => {
	const recovery = new Recovery();
	assert.equal(recovery.state, 'open');
	recovery.enter('recovery', 10);
	recovery.enter('loss', 14);
	recovery.onAcknowledged(10);
	assert.equal(recovery.state, 'loss');
	recovery.onAcknowledged(14);
	assert.equal(recovery.state, 'open');
});
