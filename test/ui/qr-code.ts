import assert from 'node:assert/strict';
import test from 'node:test';
import {encode} from 'uqr';
import {qrCode, wideQrCode} from '../../source/ui/qr-code.ts';

const key = `ferry1${'qpzry9x8gf2tvdw0s3jn54khce6mua7l'.repeat(2).slice(0, 58)}`;

test('a code holds the modules of the key in upper case, two in each character', () => {
	const {data} = encode(key.toUpperCase(), {border: 4});
	const seen = qrCode(key).flatMap(row => [[...row].map(character => '▀█'.includes(character)), [...row].map(character => '▄█'.includes(character))]);
	assert.deepEqual(seen.slice(0, data.length), data);
	assert.ok(seen.slice(data.length).flat().every(isDark => !isDark));
});

test('where there are no half blocks a module is two spaces, in runs of one colour', () => {
	const {data} = encode(key.toUpperCase(), {border: 4});
	const rows = wideQrCode(key);
	assert.deepEqual(rows.map(row => row.flatMap(({text, isDark}) => Array.from({length: text.length / 2}, () => isDark))), data);
	assert.ok(rows.flat().every(({text}) => text.trim() === ''));
	assert.ok(rows.every(row => row.every(({isDark}, index) => isDark === (index % 2 === 1))));
});

test('a code has light around it on all sides and leaves room for the key at 80×24', () => {
	const rows = qrCode(key);
	assert.equal(rows.length, 19);
	assert.ok(rows.every(row => row.length === 37 && /^ {4}.* {4}$/v.test(row)));
	assert.ok([...rows.slice(0, 2), ...rows.slice(-2)].every(row => row.trim() === ''));
});
