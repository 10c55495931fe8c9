import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/**
The program of Node.js for a system and processor: the one that this runs in, or the same version for another one, which npm fetches.

@param directory - Where it may be put.
@throws An error when npm has none.
*/
export function findNode(target: string, directory: string): string {
	if (target === `${process.platform}-${process.arch}`) {
		return process.execPath;
	}

	const [platform = '', processor = ''] = target.split('-');
	const name = `node-${platform === 'win32' ? 'win' : platform}-${processor}`;
	const quietly = ['--no-save', '--force', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	const {status} = spawnSync('npm', ['install', ...quietly, '--prefix', directory, `${name}@${process.versions.node}`], {
		stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32',
	});
	const program = ['bin/node', 'bin/node.exe'].map(file => path.join(directory, 'node_modules', name, file)).find(place => existsSync(place));
	if (status !== 0 || !program) {
		throw new Error(`npm has no Node.js ${process.versions.node} for ${target}. Build it on such a machine, or name another target: linux-x64, linux-arm64, win32-x64.`);
	}

	return program;
}
