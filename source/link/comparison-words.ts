import {Buffer} from 'node:buffer';
import {scrypt} from 'node:crypto';
import {wordlist} from '@scure/bip39/wordlists/english.js';

/** How many words there are to read aloud, and the bits of each: the list has 2048. */
const words = 8;
const bitsOfWord = 11;

/**
Eight words that both of two peers get for each other's public keys, 32 bytes each, to be read aloud by telephone: they are the same only if each has the other's true key. They come from the English list of BIP 39.

They guard against keys that were swapped on their way, by somebody who writes to both. Who swaps both of them may look for any two keys that give the same words on either side, and so needs only the square root of all there are: with eight words 2^44 tries, with four 2^22. scrypt (RFC 7914; 2^15 rounds, 32 MiB) makes each try cost a tenth of a second: tens of thousands of years of one processor, where four words would be found in days. One call costs that tenth of a second as well.
*/
export async function comparisonWords(one: Uint8Array, other: Uint8Array): Promise<string[]> {
	const keys = [one, other].toSorted((a, b) => Buffer.compare(a, b));
	const bytes = await stretched(Buffer.concat(keys));
	const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('');
	return Array.from({length: words}, (_, index) => wordlist[Number.parseInt(bits.slice(index * bitsOfWord, (index + 1) * bitsOfWord), 2)]!);
}

async function stretched(keys: Uint8Array): Promise<Uint8Array> {
	return new Promise((resolve, reject) => {
		scrypt(keys, 'hyperferry/comparison-words', words * bitsOfWord / 8, {
			N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024,
		}, (error, bytes) => {
			if (error) {
				reject(error);
			} else {
				resolve(bytes);
			}
		});
	});
}
