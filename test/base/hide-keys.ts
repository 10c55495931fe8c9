import assert from 'node:assert/strict';
import test from 'node:test';
import {hideKeys} from '../../source/base/hide-keys.ts';
import {encodeShareKey} from '../../source/link/share-key.ts';

const key = new Uint8Array(32).map((_, index) => index * 7);

test('share keys are hidden in every spelling, and nothing else is', () => {
	const spellings = [
		encodeShareKey(key),
		encodeShareKey(key).toUpperCase(),
		Array.from(key, byte => byte.toString(16).padStart(2, '0')).join(''),
		'ybndrfg8ejkmcpqxot1uwisza345h769ybndrfg8ejkmcpqxot1u',
	];
	for (const spelling of spellings) {
		const text = hideKeys(`There is no “${spelling}” here.`);
		assert.ok(!text.includes(spelling.slice(10)), text);
		assert.match(text, /^There is no “.{8}…” here\.$/v);
	}

	for (const text of ['', 'There is no “/home/me/photos” here.', 'a'.repeat(51), '0'.repeat(63), 'ferry1abc']) {
		assert.equal(hideKeys(text), text);
	}
});
