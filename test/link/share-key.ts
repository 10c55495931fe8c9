import assert from 'node:assert/strict';
import {test} from 'node:test';
import {bech32, bech32m, hex} from '@scure/base';
import fc from 'fast-check';
import {encode as encodeZ32} from 'z32';
import {ExpectedError} from '../../source/base/errors.ts';
import {encodeShareKey, parseShareKey, shortKey} from '../../source/link/share-key.ts';

const key = fc.uint8Array({minLength: 32, maxLength: 32});
const example = Uint8Array.from({length: 32}, (_, index) => index);
const exampleText = encodeShareKey(example);

test('the text of a key is frozen', () => {
	assert.equal(exampleText, 'ferry1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9ccrydpk8qarc0ssk288g');
});

test('every key survives being written and read', () => {
	fc.assert(fc.property(key, key => {
		const text = encodeShareKey(key);
		assert.match(text, /^ferry1[02-9ac-hj-np-z]{58}$/v);
		for (const pasted of [text, text.toUpperCase(), ` \t${text}\r\n`, encodeZ32(key), encodeZ32(key).toUpperCase(), hex.encode(key), hex.encode(key).toUpperCase()]) {
			assert.deepEqual(parseShareKey(pasted), key);
		}
	}));
});

test('every single wrong character is caught', () => {
	fc.assert(fc.property(key, fc.nat(63), fc.string({unit: 'binary', minLength: 1, maxLength: 1}), (key, index, character) => {
		const text = encodeShareKey(key);
		fc.pre(text[index] !== character);
		assertUnreadable(text.slice(0, index) + character + text.slice(index + 1));
	}));
});

test('every other letter or digit at every place is caught', () => {
	for (let index = 0; index < exampleText.length; index++) {
		for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\u{212A}\u{17F} ') {
			if (character !== exampleText[index]) {
				assertUnreadable(exampleText.slice(0, index) + character + exampleText.slice(index + 1));
			}
		}
	}
});

test('two neighbours that changed places are caught', () => {
	fc.assert(fc.property(key, fc.nat(62), (key, index) => {
		const text = encodeShareKey(key);
		fc.pre(text[index] !== text[index + 1]);
		assertUnreadable(text.slice(0, index) + text[index + 1]! + text[index]! + text.slice(index + 2));
	}));
});

test('a character lost or doubled is caught', () => {
	fc.assert(fc.property(key, fc.nat(63), (key, index) => {
		const text = encodeShareKey(key);
		assertUnreadable(text.slice(0, index) + text.slice(index + 1));
		assertUnreadable(text.slice(0, index) + text[index]! + text.slice(index));
	}));
});

const unreadable: ReadonlyArray<readonly [title: string, text: string, sentence: RegExp]> = [
	['nothing', '', /is empty/v],
	['white space', ' \n', /is empty/v],
	['a key with a space in it', `${exampleText.slice(0, 20)} ${exampleText.slice(20)}`, /neither a letter/v],
	['a key in quotes', `"${exampleText}"`, /neither a letter/v],
	['a key in mixed case', exampleText.slice(0, -1) + exampleText.at(-1)!.toUpperCase(), /mixes lower and upper case/v],
	['a key without its last character', exampleText.slice(0, -1), /1 character too short/v],
	['a key without its last ten characters', exampleText.slice(0, -10), /10 characters too short/v],
	['a key with two more characters', `${exampleText}qq`, /2 characters too long/v],
	['a key with the wrong checksum kind', bech32.encodeFromBytes('ferry', example), /checksum/v],
	['a key for something else', bech32m.encodeFromBytes('wherry', example), /does not begin with ferry1/v],
	['a key whose prefix only begins right', bech32m.encodeFromBytes('ferry1a', example.subarray(0, 31)), /checksum/v],
	['a raw key with a digit too few', hex.encode(example).slice(1), /63 characters long/v],
	['a raw key whose spare bits are set', `${encodeZ32(example).slice(0, -1)}9`, /last character/v],
	['a cut key as long as a raw one', encodeShareKey(new Uint8Array(32)).slice(0, 52), /12 characters too short/v],
	['something else', 'hello', /5 characters long/v],
];

for (const [title, text, sentence] of unreadable) {
	test(`${title} is refused with the reason`, () => {
		assertUnreadable(text, sentence);
	});
}

test('only 32 bytes make a key', () => {
	assert.throws(() => encodeShareKey(new Uint8Array(31)), RangeError);
});

test('the short form shows the two ends', () => {
	assert.equal(shortKey(exampleText), `${exampleText.slice(0, 10)}…${exampleText.slice(-4)}`);
});

function assertUnreadable(text: string, sentence = /\.$/v): void {
	assert.throws(() => parseShareKey(text), (error: unknown) => {
		assert.ok(error instanceof ExpectedError);
		assert.equal(error.code, 'key-unreadable');
		assert.match(error.message, sentence);
		assert.notEqual(error.hint, '');
		assert.equal(error.cause, undefined);
		if (text.length > 10) {
			assert.ok(!`${error.message}${error.hint}`.toLowerCase().includes(text.trim().toLowerCase().slice(0, 10)));
		}

		return true;
	});
}
