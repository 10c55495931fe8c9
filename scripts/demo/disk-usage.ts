import {lstat, readdir} from 'node:fs/promises';
import path from 'node:path';

/** What everything in a folder takes on disk, in bytes: whole blocks, as `du` counts. */
export async function diskUsage(directory: string): Promise<number> {
	let bytes = 0;

	for (const name of await readdir(directory, {recursive: true})) {
		const {blocks} = await lstat(path.join(directory, name));
		bytes += blocks * 512;
	}

	return bytes;
}
