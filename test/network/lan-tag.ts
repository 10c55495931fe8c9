import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import test from 'node:test';
import fc from 'fast-check';
import {
	openIdentity, periodOf, periodsAround, sealedLength, sealIdentity, tagLength, tagOf,
} from '../../source/network/lan-tag.ts';

const [feed, other] = [randomBytes(32), randomBytes(32)];
const identity = {publicKey: Uint8Array.from(randomBytes(32)), port: 40_123};

test('a tag is the same for everybody in one hour, and another one for another feed or hour', () => {
	const tag = tagOf(feed, 10);
	assert.equal(tag.byteLength, tagLength);
	assert.deepEqual(tagOf(feed, 10), tag);
	assert.notDeepEqual(tagOf(other, 10), tag);
	assert.notDeepEqual(tagOf(feed, 11), tag);
});

test('an identity is read by who knows the discovery key, for its hour', () => {
	const sealed = sealIdentity(feed, 10, identity);
	assert.equal(sealed.byteLength, sealedLength);
	assert.deepEqual(openIdentity(feed, 10, sealed), identity);
	assert.equal(openIdentity(other, 10, sealed), undefined);
	assert.equal(openIdentity(feed, 11, sealed), undefined);
});

test('it looks different each time, and shows neither the key nor the port', () => {
	const [one, two] = [sealIdentity(feed, 10, identity), sealIdentity(feed, 10, identity)];
	assert.notDeepEqual(one, two);
	assert.equal(Buffer.from(one).includes(Buffer.from(identity.publicKey.subarray(0, 4))), false);
});

test('what was changed on the way, or is anything else, is nobody', () => {
	const sealed = sealIdentity(feed, 10, identity);
	for (let index = 0; index < sealed.byteLength; index++) {
		const changed = Uint8Array.from(sealed);
		changed[index]! ^= 1;
		assert.equal(openIdentity(feed, 10, changed), undefined);
	}

	for (const length of [0, 1, sealedLength - 1, sealedLength + 1, 10_000]) {
		assert.equal(openIdentity(feed, 10, randomBytes(length)), undefined);
	}
});

test('clocks may differ by an hour', () => {
	const time = Date.UTC(2026, 10, 23, 12, 30);
	for (const minutes of [-60, -31, 0, 29, 60]) {
		assert.ok(periodsAround(time).includes(periodOf(time + (minutes * 60_000))));
	}

	assert.equal(periodsAround(time).includes(periodOf(time + 7_200_000)), false);
});

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({minLength: length, maxLength: length}).map(each => Uint8Array.from(each));
const hour = fc.integer({min: 0, max: periodOf(8.64e15)});

test('every identity is opened as it was sealed', () => {
	fc.assert(fc.property(bytes(32), hour, bytes(32), fc.nat(0xFF_FF), (discoveryKey, period, publicKey, port) => {
		assert.deepEqual(openIdentity(discoveryKey, period, sealIdentity(discoveryKey, period, {publicKey, port})), {publicKey, port});
	}));
});

test('any bytes are nobody, and no error', () => {
	fc.assert(fc.property(bytes(32), hour, fc.oneof(bytes(sealedLength), fc.uint8Array({maxLength: 200})), (discoveryKey, period, sealed) => {
		assert.equal(openIdentity(discoveryKey, period, sealed), undefined);
	}), {numRuns: 1000});
});
