import {bech32m, hex} from '@scure/base';
import {decode as decodeZ32, encode as encodeZ32} from 'z32';
import {ExpectedError} from '../base/errors.ts';

const prefix = 'ferry';
const keyBytes = 32;

/** Of bech32m, in the order of their values. */
const characters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** `ferry`, the separator `1`, 52 characters of key, 6 of checksum. */
const textLength = 64;

/**
The text of a share's key that one person sends another: bech32m (BIP 350) with the prefix `ferry`, 64 characters, lower case.

`key` is the feed's public key, 32 bytes.
*/
export function encodeShareKey(key: Uint8Array): string {
	if (key.length !== keyBytes) {
		throw new RangeError(`A share key has ${keyBytes} bytes, not ${key.length}`);
	}

	return bech32m.encodeFromBytes(prefix, key);
}

/**
The 32 bytes of a key as people paste it: a share key all in lower or all in upper case, or the raw key of any Hypercore as 52 characters of z-base-32 or 64 hexadecimal digits (neither has a checksum). White space around it is dropped.

Throws `ExpectedError('key-unreadable')`, which says what is wrong and never repeats the key.
*/
export function parseShareKey(text: string): Uint8Array {
	const trimmed = text.trim();
	if (trimmed === '') {
		throw unreadable('The share key is empty.');
	}

	// Before the case is folded: some letters outside ASCII would turn into ASCII ones.
	if (/[^0-9A-Za-z]/v.test(trimmed)) {
		throw unreadable('The share key holds a character that is neither a letter from a to z nor a digit.');
	}

	if (/[a-z]/v.test(trimmed) && /[A-Z]/v.test(trimmed)) {
		throw unreadable('The share key mixes lower and upper case.');
	}

	const key = trimmed.toLowerCase();
	if (key.startsWith(`${prefix}1`)) {
		return parseBech32m(key);
	}

	return parseRaw(key);
}

/**
Where a share key of the right length and characters is mistyped: the index of the only character with another in whose place the checksum would match. Undefined: nobody can say. The key that it would be is not guessed; whoever compares finds it.

Some 2,000 checksums: 30 milliseconds.
*/
export function mistypedCharacter(key: string): number | undefined {
	const folded = key.toLowerCase();
	const fits = (index: number): boolean => [...characters].some(character => bytesOf(`${folded.slice(0, index)}${character}${folded.slice(index + 1)}`));
	const places = [...folded].map((_, index) => index).filter(index => index > prefix.length && fits(index));
	return places.length === 1 ? places[0] : undefined;
}

/** Enough of a share key for a person to tell it from others, and too little to get the share: `ferry1qqqq…wxyz`. */
export function shortKey(key: string): string {
	return `${key.slice(0, 10)}…${key.slice(-4)}`;
}

function parseBech32m(key: string): Uint8Array {
	if (key.length !== textLength) {
		const difference = Math.abs(key.length - textLength);
		throw unreadable(`The share key is ${difference} ${difference === 1 ? 'character' : 'characters'} too ${key.length < textLength ? 'short' : 'long'}.`);
	}

	const bytes = bytesOf(key);
	if (!bytes) {
		throw unreadable('The share key is mistyped: its checksum does not match.');
	}

	return bytes;
}

function bytesOf(key: string): Uint8Array | undefined {
	const decoded = bech32m.decodeUnsafe(key);
	return decoded?.prefix === prefix ? bech32m.fromWordsUnsafe(decoded.words) ?? undefined : undefined;
}

function parseRaw(key: string): Uint8Array {
	if (/^[\da-f]{64}$/v.test(key)) {
		return hex.decode(key);
	}

	if (/^[13-9a-km-uw-z]{52}$/v.test(key)) {
		const bytes = Uint8Array.from(decodeZ32(key));
		// The last character carries one bit of the key; the other four have to be zero.
		if (encodeZ32(bytes) === key) {
			return bytes;
		}

		throw unreadable('The share key is mistyped: its last character can\'t be right.');
	}

	throw unreadable(key.length === textLength
		? `The share key does not begin with ${prefix}1.`
		: `This is no share key: it does not begin with ${prefix}1, and it is ${key.length} characters long.`);
}

function unreadable(sentence: string): ExpectedError {
	return new ExpectedError('key-unreadable', sentence, {
		hint: `Copy the whole key again from the sender: ${prefix}1 and ${textLength - prefix.length - 1} more characters, without quotes or spaces.`,
	});
}
