import {spawnSync} from 'node:child_process';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

/** Builds ferry, as users have it, and returns the path of its command. */
export function buildFerry(): string {
	const {status} = spawnSync(process.execPath, [fileURLToPath(new URL('build.ts', import.meta.url))], {stdio: 'inherit'});
	if (status !== 0) {
		throw new Error('It can’t be built');
	}

	return fileURLToPath(new URL('../distribution/cli.js', import.meta.url));
}
