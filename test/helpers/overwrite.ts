import {Buffer} from 'node:buffer';
import {open} from 'node:fs/promises';

/** Writes over some bytes of a file; its size stays as long as they fit. */
export async function overwrite(place: string, position: number, text = 'edited'): Promise<void> {
	await using handle = await open(place, 'r+');
	await handle.write(Buffer.from(text), 0, text.length, position);
}
