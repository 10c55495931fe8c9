import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {wordlist} from '@scure/bip39/wordlists/english.js';
import {comparisonWords} from '../../source/link/comparison-words.ts';

const ann = Buffer.alloc(32, 1);
const ben = Buffer.alloc(32, 2);

test('both sides see the same words, today and in every later version', async () => {
	const words = await comparisonWords(ann, ben);
	assert.deepEqual(words, await comparisonWords(ben, ann));
	assert.equal(words.join(' '), 'test away inquiry debate artwork captain chimney quiz');
	assert.ok(words.every(word => wordlist.includes(word)));
});

test('another key gives other words', async () => {
	const seen = await Promise.all([3, 4, 5].map(async other => (await comparisonWords(ann, Buffer.alloc(32, other))).join(' ')));
	assert.equal(new Set(seen).size, 3);
});
