import {createHash} from 'node:crypto';
import {existsSync, globSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {fileURLToPath} from 'node:url';
import {buildFerry} from '../../scripts/build-ferry.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How long another process may take to compile, in milliseconds. */
const patience = 180_000;

let built: string | undefined;

/** The path of ferry's command, compiled from the sources as they are now. Of several processes that ask at once one compiles, and only if something has changed since. */
export function builtFerry(): string {
	built ??= buildOnce();
	return built;
}

function buildOnce(): string {
	const command = path.join(root, 'distribution', 'cli.js');
	const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
	// As ferry's own locks: the system drops it however this process ends.
	const lock = new DatabaseSync(path.join(tmpdir(), `ferry-build-${name}.lock`), {timeout: patience});
	try {
		lock.exec('BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS built (sources TEXT)');
		const sources = fingerprint();
		if (lock.prepare('SELECT sources FROM built').get()?.['sources'] !== sources || !existsSync(command)) {
			buildFerry();
			lock.exec('DELETE FROM built');
			lock.prepare('INSERT INTO built VALUES (?)').run(sources);
		}

		lock.exec('COMMIT');
		return command;
	} finally {
		lock.close();
	}
}

function fingerprint(): string {
	const files = [...globSync('source/**/*.{ts,tsx}', {cwd: root}), 'package.json', 'package-lock.json', 'tsconfig.json', 'scripts/build.ts'];
	const states = files.toSorted().map(file => `${file} ${statSync(path.join(root, file)).mtimeMs}`);
	return createHash('sha256').update(states.join('\n')).digest('hex');
}
