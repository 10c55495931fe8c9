import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {writeFile} from 'node:fs/promises';
import {test} from 'node:test';
import fc from 'fast-check';
import {
	decodeName, markDamaged, readableName, readNames, sortNames,
} from '../../source/folder/read-names.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

test('names that are not UTF-8 are spelled with the bad bytes in hexadecimal', () => {
	const table: ReadonlyArray<[Uint8Array, string]> = [
		[Buffer.from([0xFF]), String.raw`\xff`],
		[Buffer.from([0x61, 0xE4, 0x62]), String.raw`a\xe4b`],
		[Buffer.from([0xC3]), String.raw`\xc3`],
		[Buffer.from([0xC3, 0xA4, 0x80]), String.raw`ä\x80`],
		[Buffer.from([0xF0, 0x9F, 0x98, 0x80, 0xF0, 0x9F, 0x98]), String.raw`😀\xf0\x9f\x98`],
		// A surrogate and an overlong slash are not UTF-8
		[Buffer.from([0xED, 0xA0, 0x80]), String.raw`\xed\xa0\x80`],
		[Buffer.from([0xC0, 0xAF]), String.raw`\xc0\xaf`],
	];
	for (const [bytes, text] of table) {
		assert.equal(decodeName(bytes), undefined);
		assert.equal(readableName(bytes), text);
	}
});

test('every text survives being bytes', () => {
	fc.assert(fc.property(fc.string({unit: 'binary'}), text => {
		assert.equal(decodeName(Buffer.from(text)), text);
		assert.equal(readableName(Buffer.from(text)), text);
	}));
});

test('names are sorted by their UTF-8 bytes, not by UTF-16', () => {
	assert.deepEqual(sortNames(['😀', '\uFFFD', 'z', 'é', 'a!', 'a', '\uE000']), ['a', 'a!', 'z', 'é', '\uE000', '\uFFFD', '😀']);
	const bad = Buffer.from([0x62, 0xFF]);
	assert.deepEqual(sortNames(['c', bad, 'a']), ['a', bad, 'c']);
});

test('a name that really holds a replacement character is text', async t => {
	const folder = await temporaryFolder(t);
	await writeFile(`${folder}/odd\uFFFD`, '');
	assert.deepEqual(readNames(folder), ['odd\uFFFD']);
});

test('where the bytes can’t be had, a name with a replacement character is damaged unless it is there, and then only one of it', () => {
	const damaged = Buffer.from([0x62, 0xFF]);
	const table: ReadonlyArray<readonly [names: readonly string[], there: readonly string[], marked: ReturnType<typeof markDamaged>]> = [
		[['a', 'b\uFFFD'], [], ['a', damaged]],
		[['b\uFFFD', 'b\uFFFD'], [], [damaged, damaged]],
		[['b\uFFFD', 'b\uFFFD'], ['b\uFFFD'], ['b\uFFFD', damaged]],
		[['\uFFFDx\uFFFD'], [], [Buffer.from([0xFF, 0x78, 0xFF])]],
	];
	for (const [names, there, marked] of table) {
		assert.deepEqual(markDamaged(names, name => there.includes(name)), marked);
	}
});
