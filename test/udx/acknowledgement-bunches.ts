import assert from 'node:assert/strict';
import test from 'node:test';
import {AcknowledgementBunches} from '../../source/udx/acknowledgement-bunches.ts';

/** One packet a millisecond. */
const path = {bandwidth: 1, window: 1000, isRoundStart: false};

test('packets that are acknowledged as they are expected need no allowance', () => {
	const bunches = new AcknowledgementBunches(0);
	for (let now = 1; now <= 50; now++) {
		bunches.add(1, now, path);
	}

	assert.equal(bunches.allowance(path.bandwidth), 1);
});

test('what comes at once beyond what is expected is allowed for', () => {
	const bunches = new AcknowledgementBunches(0);
	bunches.add(1, 1, path);
	bunches.add(40, 11, path);
	assert.equal(bunches.allowance(path.bandwidth), 40);
	bunches.add(0, 12, path);
	assert.equal(bunches.allowance(path.bandwidth), 40);
});

test('no more is allowed for than a tenth of a second brings, or the window holds', () => {
	const bunches = new AcknowledgementBunches(0);
	bunches.add(500, 1, path);
	assert.equal(bunches.allowance(path.bandwidth), 100);
	const narrow = new AcknowledgementBunches(0);
	narrow.add(500, 1, {...path, window: 20});
	assert.equal(narrow.allowance(path.bandwidth), 20);
});

test('a bunch is forgotten after five to ten rounds', () => {
	const bunches = new AcknowledgementBunches(0);
	bunches.add(60, 1, path);
	for (let round = 1; round <= 9; round++) {
		bunches.add(1, 1 + (round * 100), {...path, isRoundStart: true});
	}

	assert.equal(bunches.allowance(path.bandwidth), 60);
	bunches.add(1, 1001, {...path, isRoundStart: true});
	assert.equal(bunches.allowance(path.bandwidth), 1);
});

test('after a restart counting begins anew', () => {
	const bunches = new AcknowledgementBunches(0);
	bunches.add(10, 1, path);
	bunches.restart(2);
	bunches.add(5, 3, path);
	assert.equal(bunches.allowance(path.bandwidth), 10);
});
