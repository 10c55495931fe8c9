import assert from 'node:assert/strict';
import test from 'node:test';
import {occasionalLines, redrawnLine} from '../../source/output/progress-line.ts';
import {memoryStreams} from '../helpers/memory-streams.ts';

const eraseLine = '\r\u001B[K';

test('on a terminal the line is redrawn in place, at most ten times a second', () => {
	const streams = memoryStreams({isTerminal: true});
	let time = 0;
	const progress = redrawnLine({stream: streams.error, now: () => time});
	for (; time < 1000; time += 10) {
		progress.show(`at ${time}`);
	}

	const drawn = streams.errorText().split(eraseLine).slice(1);
	assert.deepEqual(drawn, ['at 0', 'at 100', 'at 200', 'at 300', 'at 400', 'at 500', 'at 600', 'at 700', 'at 800', 'at 900']);
});

test('on a terminal the line leaves the last column empty, so that it never wraps', () => {
	const streams = memoryStreams({isTerminal: true, columns: 10});
	redrawnLine({stream: streams.error, now: () => 0}).show('abcdefghijklmnop');
	assert.equal(streams.errorText(), `${eraseLine}abcd…mnop`);
});

test('a terminal that does not know its width is taken for one of 80 columns', () => {
	const streams = memoryStreams({isTerminal: true, columns: 0});
	redrawnLine({stream: streams.error, now: () => 0}).show('half');
	assert.equal(streams.errorText(), `${eraseLine}half`);
});

test('the line is erased once, and only if it was drawn', () => {
	const streams = memoryStreams({isTerminal: true});
	const progress = redrawnLine({stream: streams.error, now: () => 0});
	progress.clear();
	progress.show('half');
	progress.clear();
	progress.clear();
	assert.equal(streams.errorText(), `${eraseLine}half${eraseLine}`);
});

test('without a terminal there is a line every ten seconds at most, and none that says the same again', () => {
	const streams = memoryStreams();
	let time = 0;
	const progress = occasionalLines({stream: streams.error, now: () => time});
	for (; time < 25_000; time += 250) {
		progress.show(`at ${time}`);
	}

	for (; time < 60_000; time += 250) {
		progress.show('still');
	}

	progress.clear();
	assert.equal(streams.errorText(), 'at 0\nat 10000\nat 20000\nstill\n');
});
