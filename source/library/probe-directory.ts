import {rm, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

/** Writes a file and looks at its time. Resolves with how many milliseconds the clock of the file system is ahead of the computer's. */
export async function probeDirectory(directory: string): Promise<number> {
	const file = path.join(directory, `.probe-${process.pid}`);
	try {
		const before = Date.now();
		await writeFile(file, '', {mode: 0o600});
		const {mtimeMs} = await stat(file);
		return Math.abs(mtimeMs - before) < 50 ? 0 : Math.round(mtimeMs - before);
	} finally {
		await rm(file, {force: true});
	}
}
