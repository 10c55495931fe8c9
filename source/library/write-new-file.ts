import {randomBytes} from 'node:crypto';
import {open} from 'node:fs/promises';
import process from 'node:process';

/**
Writes text to a new file beside `file`, for its owner only, and waits until it is on the disk. Returns its path, to be linked or renamed to `file`.

A crash never leaves `file` half written this way.
*/
export async function writeNewFile(file: string, text: string): Promise<string> {
	const temporary = `${file}.${randomBytes(6).toString('hex')}.new`;
	const handle = await open(temporary, 'wx', 0o600);
	try {
		await handle.writeFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}

	return temporary;
}

/** Waits until the names in a directory are on the disk. */
export async function syncDirectory(directory: string): Promise<void> {
	// Windows can't open directories, and writes names in order by itself.
	if (process.platform === 'win32') {
		return;
	}

	const handle = await open(directory);
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
