import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import test from 'node:test';
import fc from 'fast-check';
import {
	challengeLength, openIdentity, sealedLength, sealIdentity, tagLength, tagOf,
} from '../../source/network/lan-tag.ts';

const [feed, other] = [randomBytes(32), randomBytes(32)];
const [one, two, three] = [randomBytes(challengeLength), randomBytes(challengeLength), randomBytes(challengeLength)];
const [terms, otherTerms] = [{from: one, to: two}, {from: one, to: three}];
const identity = {publicKey: Uint8Array.from(randomBytes(32)), port: 40_123};

test('a tag is the same for two, and another one for another feed, for somebody else and for the way back', () => {
	const tag = tagOf(feed, terms);
	assert.equal(tag.byteLength, tagLength);
	assert.deepEqual(tagOf(feed, terms), tag);
	assert.notDeepEqual(tagOf(other, terms), tag);
	assert.notDeepEqual(tagOf(feed, otherTerms), tag);
	assert.notDeepEqual(tagOf(feed, {from: two, to: one}), tag);
});

test('an identity is read by who knows the discovery key, and for whom it is meant', () => {
	const sealed = sealIdentity(feed, terms, identity);
	assert.equal(sealed.byteLength, sealedLength);
	assert.deepEqual(openIdentity(feed, terms, sealed), identity);
	assert.equal(openIdentity(other, terms, sealed), undefined);
	assert.equal(openIdentity(feed, otherTerms, sealed), undefined);
});

test('it looks different each time, and shows neither the key nor the port', () => {
	const [first, second] = [sealIdentity(feed, terms, identity), sealIdentity(feed, terms, identity)];
	assert.notDeepEqual(first, second);
	assert.equal(Buffer.from(first).includes(Buffer.from(identity.publicKey.subarray(0, 4))), false);
});

test('what was changed on the way, or is anything else, is nobody', () => {
	const sealed = sealIdentity(feed, terms, identity);
	for (let index = 0; index < sealed.byteLength; index++) {
		const changed = Uint8Array.from(sealed);
		changed[index]! ^= 1;
		assert.equal(openIdentity(feed, terms, changed), undefined);
	}

	for (const length of [0, 1, sealedLength - 1, sealedLength + 1, 10_000]) {
		assert.equal(openIdentity(feed, terms, randomBytes(length)), undefined);
	}
});

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({minLength: length, maxLength: length}).map(each => Uint8Array.from(each));
const anyTerms = fc.record({from: bytes(challengeLength), to: bytes(challengeLength)});

test('every identity is opened as it was sealed', () => {
	fc.assert(fc.property(bytes(32), anyTerms, bytes(32), fc.nat(0xFF_FF), (discoveryKey, terms, publicKey, port) => {
		assert.deepEqual(openIdentity(discoveryKey, terms, sealIdentity(discoveryKey, terms, {publicKey, port})), {publicKey, port});
	}));
});

test('any bytes are nobody, and no error', () => {
	fc.assert(fc.property(bytes(32), anyTerms, fc.oneof(bytes(sealedLength), fc.uint8Array({maxLength: 200})), (discoveryKey, terms, sealed) => {
		assert.equal(openIdentity(discoveryKey, terms, sealed), undefined);
	}), {numRuns: 1000});
});
