import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {runtimeCommand} from './runtime-command.ts';

/** Builds ferry, as users have it, and returns the path of its command. */
export function buildFerry(): string {
	const [program, ...before] = runtimeCommand;
	const {status} = spawnSync(program, [...before, fileURLToPath(new URL('build.ts', import.meta.url))], {stdio: 'inherit'});
	if (status !== 0) {
		throw new Error('It can’t be built');
	}

	return fileURLToPath(new URL('../distribution/cli.js', import.meta.url));
}
