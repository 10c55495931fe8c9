import assert from 'node:assert/strict';
import test from 'node:test';
import {choosePaint} from '../../source/output/style.ts';
import {memoryStreams} from '../helpers/memory-streams.ts';

test('colours need a terminal that shows them, and no NO_COLOR', () => {
	const red = '\u001B[31mno\u001B[39m';
	const table = [
		[true, {TERM: 'xterm-256color'}, red],
		[true, {}, red],
		[true, {NO_COLOR: ''}, red],
		[true, {NO_COLOR: '1'}, 'no'],
		[true, {TERM: 'dumb'}, 'no'],
		[false, {TERM: 'xterm-256color'}, 'no'],
	] as const;
	for (const [isTerminal, environment, expected] of table) {
		assert.equal(choosePaint(memoryStreams({isTerminal}).error, environment)('bad', 'no'), expected);
	}
});
