import assert from 'node:assert/strict';
import test from 'node:test';
import {leftModes} from '../helpers/left-modes.ts';

for (const [raw, expected] of [
	['', []],
	['\u{1B}[?1049h\u{1B}[?25l\u{1B}[?2004h', ['1049', '25', '2004']],
	['\u{1B}[?1049h\u{1B}[?25lx\u{1B}[?25h\u{1B}[?1049l', []],
	['\u{1B}[?1000;1006h\u{1B}[?1006l', ['1000']],
	['\u{1B}[>1u', ['keyboard']],
	['\u{1B}[>1u\u{1B}[<u', []],
	['\u{1B}[1m\u{1B}[36mx\u{1B}[39m', ['style']],
	['\u{1B}[1m\u{1B}[36mx\u{1B}[39m\u{1B}[22m', []],
	['\u{1B}[48;5;231mx\u{1B}[0m', []],
] as const) {
	test(`what a program leaves behind in a terminal is known: ${JSON.stringify(raw)}`, () => {
		assert.deepEqual(leftModes(raw), expected);
	});
}
