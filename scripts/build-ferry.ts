import {spawnSync} from 'node:child_process';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

/** Compiles ferry, as users have it, and returns the path of its command. */
export function buildFerry(): string {
	const project = fileURLToPath(new URL('../tsconfig.build.json', import.meta.url));
	const compiler = fileURLToPath(import.meta.resolve('typescript/lib/tsc.js'));
	const {status} = spawnSync(process.execPath, [compiler, '--project', project], {stdio: 'inherit'});
	if (status !== 0) {
		throw new Error('It does not compile');
	}

	return fileURLToPath(new URL('../distribution/cli.js', import.meta.url));
}
