/**
Makes one file that is ferry, with all it needs to run: `npm run build:binary -- [--target SYSTEM-PROCESSOR] [--output FILE]`.

It is Node.js as npm has it, with ferry's own files added as a single executable application (https://nodejs.org/api/single-executable-applications.html). `binary/start.cjs` is what runs first in it.
*/
import {spawnSync} from 'node:child_process';
import {
	chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {builtFerry} from '../test/helpers/built-ferry.ts';
import {collectFiles} from './binary/collect-files.ts';
import {findNode} from './binary/find-node.ts';
import {hashFiles} from './binary/hash-files.ts';

/** What Node.js looks at to know that something was added to it; it stands in its manual. */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const root = fileURLToPath(new URL('..', import.meta.url));
const {values: {target, output}} = parseArgs({
	options: {
		target: {type: 'string', default: `${process.platform}-${process.arch}`},
		output: {type: 'string'},
	},
});
const isWindows = target.startsWith('win32');
const file = path.resolve(output ?? path.join(root, 'binary', `ferry-${target}${isWindows ? '.exe' : ''}`));
mkdirSync(path.dirname(file), {recursive: true});
const work = mkdtempSync(path.join(path.dirname(file), '.building-'));
try {
	builtFerry();
	build(work);
} finally {
	rmSync(work, {recursive: true});
}

function build(directory: string): void {
	const node = findNode(target, directory);
	const files = collectFiles(root, target);
	const list = path.join(directory, 'list.json');
	writeFileSync(list, JSON.stringify({
		hash: hashFiles(files),
		files: [...files].map(([name, place]) => [name, statSync(place).size]),
	}));

	const configuration = path.join(directory, 'configuration.json');
	const blob = path.join(directory, 'blob');
	writeFileSync(configuration, JSON.stringify({
		main: path.join(root, 'scripts', 'binary', 'start.cjs'),
		output: blob,
		disableExperimentalSEAWarning: true,
		assets: {...Object.fromEntries(files), list},
	}));
	run('Node.js can’t put the files together', '--experimental-sea-config', configuration);

	// Under another name until it is whole.
	const fresh = path.join(directory, 'ferry');
	copyFileSync(node, fresh);
	run(
		'The files can’t be put into Node.js',
		path.join(root, 'node_modules', 'postject', 'dist', 'cli.js'),
		fresh,
		'NODE_SEA_BLOB',
		blob,
		'--sentinel-fuse',
		fuse,
		...target.startsWith('darwin') ? ['--macho-segment-name', 'NODE_SEA'] : [],
	);
	chmodSync(fresh, 0o755);
	rmSync(file, {force: true});
	copyFileSync(fresh, file);
	const remark = target.startsWith('darwin') ? ', to be signed with “codesign --sign -” before macOS runs it' : '';
	console.log(`${path.relative(process.cwd(), file)}: ${Math.round(statSync(file).size / 1e6)} MB for ${target}${remark}`);
}

/** Runs a script. What it says is of interest only when it fails: it warns of what Node.js' own linker has left. */
function run(failure: string, ...arguments_: readonly string[]): void {
	const {status, stdout, stderr} = spawnSync(process.execPath, arguments_, {encoding: 'utf8'});
	if (status !== 0) {
		throw new Error(`${failure}:\n${stdout}${stderr}`);
	}
}
