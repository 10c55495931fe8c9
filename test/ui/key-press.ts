import assert from 'node:assert/strict';
import test from 'node:test';
import type {Key} from 'ink';
import {readKeys} from '../../source/ui/key-press.ts';

const none: Key = {
	upArrow: false, downArrow: false, leftArrow: false, rightArrow: false, pageDown: false, pageUp: false, home: false, end: false, return: false, escape: false,
	ctrl: false, shift: false, tab: false, backspace: false, delete: false, meta: false, super: false, hyper: false, capsLock: false, numLock: false,
};

test('keys have the names of the keymap', () => {
	const cases: ReadonlyArray<readonly [input: string, key: Partial<Key>, names: readonly string[]]> = [
		['j', {}, ['j']],
		['P', {shift: true}, ['P']],
		[' ', {}, ['space']],
		['', {upArrow: true}, ['up']],
		['', {return: true}, ['enter']],
		['', {tab: true, shift: true}, ['shift+tab']],
		['', {escape: true, meta: true}, ['escape']],
		['c', {ctrl: true}, ['ctrl+c']],
		['b', {meta: true}, ['alt+b']],
		['', {leftArrow: true, ctrl: true}, ['ctrl+left']],
		['jj\r', {}, ['j', 'j', 'enter']],
		['j'.repeat(40), {}, Array.from({length: 40}, () => 'j')],
	];
	for (const [input, key, names] of cases) {
		const read = readKeys(input, {...none, ...key});
		assert.ok(typeof read !== 'string');
		assert.deepEqual(read.map(press => press.key), names);
	}
});

test('only keys that type have a text', () => {
	assert.deepEqual(readKeys(' é👍', none), [{key: 'space', text: ' '}, {key: 'é', text: 'é'}, {key: '👍', text: '👍'}]);
	assert.deepEqual(readKeys('\u{1}', none), [{key: '\u{1}', text: ''}]);
});

test('more than anybody types at once was pasted', () => {
	assert.equal(readKeys('ferry1qqqqqqqqqx', none), 'ferry1qqqqqqqqqx');
});
