import assert from 'node:assert/strict';
import test from 'node:test';
import {hex} from '@scure/base';
import fc from 'fast-check';
import {encode as encodeZ32} from 'z32';
import {bareKey, checkKey, findKey} from '../../source/app/check-key.ts';
import {encodeShareKey, parseShareKey} from '../../source/app/keys.ts';

const bytes = Uint8Array.from({length: 32}, (_, index) => index * 7);
const key = encodeShareKey(bytes);
const z32 = encodeZ32(bytes);
const raw = hex.encode(bytes);
const other = encodeShareKey(new Uint8Array(32).fill(9));
const arbitraryBytes = fc.uint8Array({minLength: 32, maxLength: 32});

const wrong: ReadonlyArray<readonly [title: string, text: string, sentence: string]> = [
	['a character that no spelling has', `${key.slice(0, 13)}!`, '“!” can’t be in a share key (character 14).'],
	['a character that this spelling doesn’t have', `${key.slice(0, 13)}b`, '“b” can’t be in a share key (character 14).'],
	['and in upper case', `${key.slice(0, 13).toUpperCase()}B`, '“B” can’t be in a share key (character 14).'],
	['counted from where the key begins', '  "ferry1qq1', '“1” can’t be in a share key (character 9).'],
	['a space inside', `${key.slice(0, 9)} ${key.slice(9)}`, 'A space can’t be in a share key (character 10).'],
	['a line break inside', `${key.slice(0, 9)}\n${key.slice(9)}`, 'A space can’t be in a share key (character 10).'],
	['what can’t be seen', `${key.slice(0, 9)}\u200B`, String.raw`“\u{200b}” can’t be in a share key (character 10).`],
	['a letter that only looks like one', 'ferry1q\u212A', '“\u212A” can’t be in a share key (character 8).'],
	['another beginning', 'hello', 'A share key begins with ferry1.'],
	['a beginning of something else', 'ferrl', 'A share key begins with ferry1.'],
	['two kinds of letters', `${key.slice(0, 9)}Q`, 'A share key is all in lower or all in upper case (character 10).'],
	['a capital at the beginning', 'Ferry1', 'A share key is all in lower or all in upper case (character 2).'],
	['a mistyped beginning, as soon as it can be no raw key either', 'fery1qqq0', 'A share key begins with ferry1, and a raw one can’t hold “0” (character 9).'],
	['a wrong digit in a hexadecimal one', `${raw.slice(0, 40)}g`, 'A share key begins with ferry1, and a raw one can’t hold “g” (character 41).'],
	['a mistyped character', `${key.slice(0, -1)}${key.endsWith('q') ? 'p' : 'q'}`, 'The share key is mistyped: character 64 looks wrong.'],
	['a mistyped character among capitals', `${key.slice(0, 19)}${key.charAt(19) === 'q' ? 'p' : 'q'}${key.slice(20)}`.toUpperCase(), 'The share key is mistyped: character 20 looks wrong.'],
	['several mistyped characters', `ferry1${'q'.repeat(58)}`, 'The share key is mistyped: its checksum does not match.'],
	['too much', `${key}qq`, 'The share key is 2 characters too long.'],
	['a raw key that can’t end so', `${z32.slice(0, -1)}9`, 'The share key is mistyped: its last character can\'t be right.'],
	['a raw key with more behind it', `${'y'.repeat(53)}`, 'This is no share key: it does not begin with ferry1, and it is 53 characters long.'],
	['a hexadecimal key with more behind it', `${raw}0`, 'This is no share key: it does not begin with ferry1, and it is 65 characters long.'],
];

for (const [title, text, sentence] of wrong) {
	test(`it is told what is wrong: ${title}`, () => {
		assert.equal(checkKey(text), sentence);
		assert.equal(findKey(text), undefined);
	});
}

test('what can still become a key is not wrong, whatever its spelling and what was copied with it', () => {
	const before = fc.constantFrom('', ' ', '"', '“', '\n', '`', 'ferry get ', 'ferry get "', '$ ferry get ');
	const behind = fc.constantFrom('', ' ', '"', '”', '\n', '\'');
	fc.assert(fc.property(arbitraryBytes, before, behind, (bytes, before, behind) => {
		for (const spelling of [encodeShareKey(bytes), encodeZ32(bytes), hex.encode(bytes)]) {
			for (const whole of [spelling, spelling.toUpperCase()]) {
				for (let length = 0; length < whole.length; length++) {
					assert.equal(checkKey(before + whole.slice(0, length)), undefined, before + whole.slice(0, length));
				}

				const pasted = before + whole + behind;
				assert.equal(checkKey(pasted), undefined);
				assert.deepEqual(parseShareKey(bareKey(pasted)), bytes);
				assert.equal(findKey(pasted), encodeShareKey(bytes));
			}
		}
	}), {numRuns: 30});
});

test('the command in front of a key can be typed', () => {
	for (let length = 0; length < 10; length++) {
		assert.equal(checkKey('ferry get '.slice(0, length)), undefined);
	}

	assert.equal(bareKey(`ferry get ${key} ~/Downloads`), key);
	assert.equal(checkKey('ferry share'), 'A space can’t be in a share key (character 6).');
});

test('nothing that is told repeats more than one character', () => {
	fc.assert(fc.property(arbitraryBytes, fc.nat(70), fc.string({unit: 'binary', minLength: 1, maxLength: 2}), (bytes, index, inserted) => {
		for (const whole of [encodeShareKey(bytes), encodeZ32(bytes), hex.encode(bytes)]) {
			const text = whole.slice(0, index) + inserted + whole.slice(index);
			const sentence = checkKey(text) ?? '';
			for (let start = 0; start + 8 <= text.length; start++) {
				assert.ok(!sentence.includes(text.slice(start, start + 8)));
			}
		}
	}));
});

test('a large file that is pasted is looked through at once', () => {
	for (const filling of [' ', '1', 'a', '"', 'ferry1']) {
		const text = `x${filling.repeat(500_000)} ${key} ${filling.repeat(500_000)}x`;
		assert.equal(findKey(text), key);
		assert.notEqual(checkKey(text), undefined);
	}
});

const found: ReadonlyArray<readonly [title: string, text: string, expected: string | undefined]> = [
	['a key', key, key],
	['a key in upper case', key.toUpperCase(), key],
	['a raw key', z32, key],
	['a hexadecimal key', ` ${raw}\n`, key],
	['a key in a message', `Take this: ${key}. Then tell me!`, key],
	['a key in a link', `https://example.org/${key}?a`, key],
	['a command with options', `ferry get --only '*.txt' ${key} here`, key],
	['the same key twice', `${key}\n${key.toUpperCase()}`, key],
	['a key beside a broken one', `${key.slice(0, -1)}1 ${key}`, key],
	['two keys', `${key}\n${other}`, undefined],
	['a key that goes on', `${key}q`, undefined],
	['a key inside of a word', `x${key}`, undefined],
	['half a key', key.slice(0, 40), undefined],
	['a raw key in a message, which could be any other number', `sha256 ${raw}`, undefined],
	['no key', 'ferry get', undefined],
	['nothing', '', undefined],
];

for (const [title, text, expected] of found) {
	test(`${title} ${expected ? 'is found' : 'is not taken for one'}`, () => {
		assert.equal(findKey(text), expected);
	});
}
