import {Buffer} from 'node:buffer';
import {readFile} from 'node:fs/promises';

/** Reads a file of frozen bytes, `test/fixtures/<name>`: hexadecimal digits, and on each line after a `#` what they mean. */
export async function readHex(name: string): Promise<Uint8Array> {
	const text = await readFile(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
	return new Uint8Array(Buffer.from(text.replaceAll(/#.*|\s/gv, ''), 'hex'));
}
