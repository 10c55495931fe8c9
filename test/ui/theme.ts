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
		const {glyphs: {arrows, border, levels, ...signs}, arrowKeys} = themeFor('dark', environment);
		assert.match([...Object.values(signs), ...levels, arrows, ...Object.values(arrowKeys)].join(''), /^[ -~]+$/v);
	}

	for (const environment of [{}, {FERRY_ASCII: '0', TERM: 'linux'}, {TERM: 'xterm-256color'}]) {
		assert.equal(themeFor('dark', environment).glyphs.ok, '✓');
	}
});

test('sentences keep their signs where these can be shown', () => {
	assert.equal(themeFor('dark', {}).spell('40×12 …'), '40×12 …');
	assert.equal(themeFor('dark', {FERRY_ASCII: '1'}).spell('40×12 …'), '40x12 ~');
});

test('a QR code is dark on light: without colours by those of the terminal, of which the theme tells which one is light', () => {
	assert.deepEqual(themeFor('dark', {}).code, themeFor('light', {}).code);
	assert.equal(themeFor('dark', {}).code.light.backgroundColor, '#ffffff');
	const own = {light: {inverse: true}, dark: {}};
	assert.deepEqual(themeFor('mono', {}).code, own);
	assert.deepEqual(themeFor('dark', {NO_COLOR: '1'}).code, own);
	assert.deepEqual(themeFor('light', {NO_COLOR: '1'}).code, {light: {}, dark: {inverse: true}});
});

test('the themes go round', () => {
	assert.deepEqual((['dark', 'light', 'mono'] as const).map(name => nextTheme(name)), ['light', 'mono', 'dark']);
});
