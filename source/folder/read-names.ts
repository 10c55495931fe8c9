import {Buffer} from 'node:buffer';
import {lstatSync, readdirSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** Deno gives names as text, with a replacement character for what is not UTF-8, whatever is asked for. */
export const tellsBytes = process.versions['deno'] === undefined;

/** The name of a directory entry: text, or its raw bytes when they are not UTF-8. */
export type Name = string | Uint8Array;

/**
The names in a directory, ascending by the UTF-8 bytes of their readable text.

Throws the system's error when the directory can't be read.
*/
export function readNames(directory: string): Name[] {
	const names = readdirSync(directory);
	// A replacement character is a damaged name, or one that really holds that character: only the bytes tell.
	if (!names.some(name => name.includes('\uFFFD'))) {
		return sortNames(names);
	}

	return sortNames(tellsBytes ? readdirSync(directory, {encoding: 'buffer'}).map(bytes => decodeName(bytes) ?? bytes) : markDamaged(names, name => isThere(path.join(directory, name))));
}

/**
Tells names that really hold a replacement character from damaged ones, where the bytes can't be had: only the real one is there under that name, and once. Which bytes the others hold nobody says, so they get one that is in no text, at each place.
*/
export function markDamaged(names: readonly string[], isThere: (name: string) => boolean): Name[] {
	const real = new Set<string>();
	return names.map(name => {
		if (!name.includes('\uFFFD') || (!real.has(name) && isThere(name))) {
			real.add(name);
			return name;
		}

		return Buffer.concat(name.split('\uFFFD').flatMap((part, index) => index === 0 ? [Buffer.from(part)] : [Buffer.from([0xFF]), Buffer.from(part)]));
	});
}

function isThere(place: string): boolean {
	return lstatSync(place, {throwIfNoEntry: false}) !== undefined;
}

/** The names ascending by the UTF-8 bytes of their readable text. */
export function sortNames(names: readonly Name[]): Name[] {
	// UTF-16 and UTF-8 order differ only where characters beyond U+FFFF are involved; sorting plain strings natively is several times faster.
	if (names.every((name): name is string => typeof name === 'string' && !/[\u{10000}-\u{10FFFF}]/v.test(name))) {
		return names.toSorted();
	}

	return names
		.map(name => ({name, bytes: Buffer.from(readableName(name))}))
		.toSorted((a, b) => Buffer.compare(a.bytes, b.bytes))
		.map(({name}) => name);
}

/** The text of UTF-8 bytes, or undefined when they are not UTF-8. */
export function decodeName(bytes: Uint8Array): string | undefined {
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
	return Buffer.from(text).equals(bytes) ? text : undefined;
}

/** A name for people: bytes that are not UTF-8 are spelled `\xNN`. */
export function readableName(name: Name): string {
	if (typeof name === 'string') {
		return name;
	}

	let text = '';
	for (let start = 0; start < name.length;) {
		const character = firstCharacter(name.subarray(start, start + 4));
		text += character ?? String.raw`\x${Buffer.from(name.subarray(start, start + 1)).toString('hex')}`;
		start += character === undefined ? 1 : Buffer.byteLength(character);
	}

	return text;
}

function firstCharacter(bytes: Uint8Array): string | undefined {
	for (let length = 1; length <= bytes.length; length++) {
		const character = decodeName(bytes.subarray(0, length));
		if (character !== undefined) {
			return character;
		}
	}

	return undefined;
}
