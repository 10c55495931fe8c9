import assert from 'node:assert/strict';
import fc from 'fast-check';
import type {Encoding} from 'protomux';

/** The bytes of a message as Protomux writes them. */
export function encodeMessage<Value>(encoding: Encoding<Value>, value: Value): Uint8Array {
	const state = {start: 0, end: 0, buffer: new Uint8Array(0)};
	encoding.preencode(state, value);
	state.buffer = new Uint8Array(state.end);
	encoding.encode(state, value);
	assert.equal(state.start, state.end, 'As many bytes were written as were reserved');
	return state.buffer;
}

/** Reads a message as Protomux does: it stands between others in a larger buffer. */
export function decodeMessage<Value>(encoding: Encoding<Value>, bytes: Uint8Array): Value {
	const before = 3;
	const buffer = new Uint8Array(before + bytes.byteLength + 5).fill(1);
	buffer.set(bytes, before);
	const state = {start: before, end: before + bytes.byteLength, buffer};
	const value = encoding.decode(state);
	assert.ok(state.start <= state.end, 'It has read what comes after the message');
	return value;
}

/** Asserts that every value comes back from its bytes, and that any other bytes give one that `isSound` or a plain error: Protomux takes other kinds for bugs, and ends the process. */
export function checkEncoding<Value>(encoding: Encoding<Value>, values: fc.Arbitrary<Value>, isSound: (value: Value) => void): void {
	fc.assert(fc.property(values, value => {
		assert.deepEqual(decodeMessage(encoding, encodeMessage(encoding, value)), value);
	}));
	const damaged = fc.tuple(values, fc.nat(), fc.nat(0xFF)).map(([value, place, byte]) => {
		const bytes = encodeMessage(encoding, value);
		bytes[place % bytes.byteLength] = byte;
		return byte % 2 === 0 ? bytes : bytes.subarray(0, place % bytes.byteLength);
	});
	fc.assert(fc.property(fc.oneof(fc.uint8Array({maxLength: 200}), damaged), bytes => {
		let value: Value;
		try {
			value = decodeMessage(encoding, bytes);
		} catch (error) {
			assert.ok(error instanceof Error && error.constructor === Error, `Not a plain error: ${String(error)}`);
			return;
		}

		isSound(value);
	}), {numRuns: 2000});
}
