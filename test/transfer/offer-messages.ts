import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import type {Encoding} from 'protomux';
import {
	answerEncoding, helloEncoding, longestOwnName, mostPathBytes, mostPaths, offerEncoding, type OfferMessage,
} from '../../source/transfer/offer-messages.ts';

const offer: OfferMessage = {
	id: '0f'.repeat(16), key: new Uint8Array(32).fill(7), name: 'n', kind: 'folder', files: 3, bytes: 300, more: 1, paths: ['a', 'b'],
};

test('an offer has the bytes that every version reads', () => {
	assert.equal(encode(offerEncoding, offer).toString('hex'), `${'0f'.repeat(16)}${'07'.repeat(32)}016e0003fd2c01010201610162`);
	assert.deepEqual(decode(offerEncoding, encode(offerEncoding, offer)), offer);
	assert.equal(encode(answerEncoding, {id: offer.id, answer: 'refused'}).toString('hex'), `${'0f'.repeat(16)}02`);
	assert.equal(encode(helloEncoding, 'Ann').toString('hex'), '03416e6e');
});

test('what a later version adds behind is passed over', () => {
	assert.deepEqual(decode(offerEncoding, Buffer.concat([encode(offerEncoding, offer), Buffer.from([1, 2])])), offer);
});

test('what is at its limit is read', () => {
	const long = {...offer, name: 'n'.repeat(1024), paths: Array.from({length: mostPaths}, () => 'p'.repeat(Math.floor(mostPathBytes / mostPaths)))};
	assert.deepEqual(decode(offerEncoding, encode(offerEncoding, long)), long);
	assert.equal(decode(helloEncoding, encode(helloEncoding, 'n'.repeat(longestOwnName))).length, longestOwnName);
});

const table: ReadonlyArray<readonly [title: string, encoding: Encoding<unknown>, bytes: Uint8Array]> = [
	['nothing at all', offerEncoding, new Uint8Array()],
	['a name that is too long', helloEncoding, encode(helloEncoding, 'ä'.repeat(33))],
	['a share’s name that is too long', offerEncoding, encode(offerEncoding, {...offer, name: 'n'.repeat(1025)})],
	['too many paths', offerEncoding, encode(offerEncoding, {...offer, paths: Array.from({length: mostPaths + 1}, () => '')})],
	['paths that are too long', offerEncoding, encode(offerEncoding, {...offer, paths: ['p'.repeat(mostPathBytes + 1)]})],
	['more than a message may have', offerEncoding, Buffer.concat([encode(offerEncoding, offer), Buffer.alloc(65_536)])],
	['an offer that ends too early', offerEncoding, encode(offerEncoding, offer).subarray(0, -1)],
	['a number that nothing can count', offerEncoding, Buffer.concat([encode(offerEncoding, offer).subarray(0, 51), Buffer.alloc(9, 0xFF), Buffer.alloc(10)])],
	['an unknown kind', offerEncoding, Buffer.concat([encode(offerEncoding, offer).subarray(0, 50), Buffer.from([9, 0, 0, 0, 0])])],
	['an unknown answer', answerEncoding, Buffer.concat([Buffer.alloc(16), Buffer.from([3])])],
	['a length without end', helloEncoding, Buffer.alloc(9, 0xFF)],
];

for (const [title, encoding, bytes] of table) {
	test(`${title} is a plain error, which ends the connection and not the program`, () => {
		assert.throws(() => decode(encoding, bytes), {name: 'Error', message: /^The peer says /v});
	});
}

function encode<Value>(encoding: Encoding<Value>, value: Value): Buffer {
	const state = {start: 0, end: 0, buffer: null as Uint8Array | null};
	encoding.preencode(state, value);
	const buffer = Buffer.alloc(state.end);
	encoding.encode({...state, buffer}, value);
	return buffer;
}

function decode<Value>(encoding: Encoding<Value>, buffer: Uint8Array): Value {
	return encoding.decode({start: 0, end: buffer.length, buffer});
}
