/** Makes of ferry what users run: a few files instead of more than a thousand modules, so that a command starts in less than half the time. */
import {fileURLToPath} from 'node:url';
import {build, type Plugin} from 'rolldown';

/** `hypercore-storage` requires them at its start, and uses neither with a database of ferry's own (docs/architecture.md). Loading them would take half the time that a short command takes. */
const neverUsed = new Set(['rocksdb-native', 'device-file']);

const withoutThem: Plugin = {
	name: 'without-what-is-never-used',
	resolveId(source) {
		return neverUsed.has(source) ? `\0${source}` : undefined;
	},
	load(id) {
		const name = id.slice(1);
		return neverUsed.has(name) ? `module.exports = class { constructor() { throw new Error('${name} is not part of ferry'); } };` : undefined;
	},
};

await build({
	input: {
		cli: 'source/cli.ts',
		'hash-worker': 'source/storage/hash-worker.ts',
	},
	cwd: fileURLToPath(new URL('..', import.meta.url)),
	platform: 'node',
	external: [/-native$/v, 'react-devtools-core'],
	plugins: [withoutThem],
	transform: {
		define: {'process.env.NODE_ENV': '"production"'},
	},
	output: {
		dir: 'distribution',
		format: 'esm',
		cleanDir: true,
		chunkFileNames: '[name].js',
	},
});
