import assert from 'node:assert/strict';
import test from 'node:test';
import {nextTheme, themeFor} from '../../source/ui/theme.ts';

test('NO_COLOR takes the colours out of every theme', () => {
	assert.equal(themeFor('dark', {NO_COLOR: '1'}).name, 'mono');
	assert.equal(themeFor('light', {NO_COLOR: ''}).name, 'light');
	assert.ok(Object.values(themeFor('light', {NO_COLOR: '1'}).tones).every(({color}) => color === undefined));
});

test('signs are ASCII where it is asked for or nothing else can be shown, and take one column each', () => {
	for (const environment of [{FERRY_ASCII: '1'}, {TERM: 'linux'}, {TERM: 'vt100'}]) {
		const {arrows, border, levels, ...signs} = themeFor('dark', environment).glyphs;
		assert.match([...Object.values(signs), ...levels].join(''), /^[ -~]+$/v);
	}

	for (const environment of [{}, {FERRY_ASCII: '0', TERM: 'linux'}, {TERM: 'xterm-256color'}]) {
		assert.equal(themeFor('dark', environment).glyphs.ok, '✓');
	}
});

test('the themes go round', () => {
	assert.deepEqual((['dark', 'light', 'mono'] as const).map(name => nextTheme(name)), ['light', 'mono', 'dark']);
});
