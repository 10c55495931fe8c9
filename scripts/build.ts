/** Makes of ferry what users run: a few files instead of more than a thousand modules, so that a command starts in less than half the time. */
import {existsSync, renameSync, rmSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {build, type Plugin} from 'rolldown';

/** `hypercore-storage` requires them at its start, and opens nothing with either when it has a database of ferry's own (docs/architecture.md). Loading them would take half the time that a short command takes. */
const neverUsed = new Set(['rocksdb-native', 'device-file']);

/** What stands in their place. A column family is made, which ferry's database does not look at. */
const standIn = (name: string): string => `module.exports = class { constructor() { throw new Error('${name} is not part of ferry'); } };
module.exports.ColumnFamily = class {};`;

const withoutThem: Plugin = {
	name: 'without-what-is-never-used',
	resolveId(source) {
		return neverUsed.has(source) ? `\0${source}` : undefined;
	},
	load(id) {
		const name = id.slice(1);
		return neverUsed.has(name) ? standIn(name) : undefined;
	},
};

const root = fileURLToPath(new URL('..', import.meta.url));
const finished = path.join(root, 'distribution');
/** Beside it, so that it can be put in place as a whole, and of this process alone. */
const fresh = `${finished}.${process.pid}.new`;
const former = `${finished}.${process.pid}.old`;

try {
	await bundle(fresh);
	putInPlace();
} finally {
	for (const rest of [fresh, former]) {
		rmSync(rest, {recursive: true, force: true});
	}
}

/** Whoever starts ferry meanwhile finds all files of the former one or all of this one. */
function putInPlace(): void {
	if (existsSync(finished)) {
		renameSync(finished, former);
	}

	renameSync(fresh, finished);
}

async function bundle(directory: string): Promise<void> {
	await build({
		input: {
			cli: 'source/cli.ts',
			'hash-worker': 'source/storage/hash-worker.ts',
		},
		cwd: root,
		platform: 'node',
		// The plugin is not asked about what is named here.
		external: [/^(?!rocksdb-)\w+-native$/v, 'react-devtools-core'],
		plugins: [withoutThem],
		transform: {
			define: {'process.env.NODE_ENV': '"production"'},
		},
		output: {
			dir: directory,
			format: 'esm',
			chunkFileNames: '[name].js',
		},
	});
}
