import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {
	mkdir, readdir, readFile, symlink,
} from 'node:fs/promises';
import path from 'node:path';
import test, {before, type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {compareFolders} from '../scripts/compare-folders.ts';
import {writeSampleFolder} from '../scripts/sample-folder.ts';
import {commandHelpText, helpText} from '../source/commands/help-text.ts';
import {commands} from '../source/commands/index.ts';
import {ferryVersion} from '../source/commands/parse-arguments.ts';
import {builtFerry} from './helpers/built-ferry.ts';
import {startFerry} from './helpers/run-ferry.ts';
import {temporaryFolder} from './helpers/temporary-folder.ts';
import {localTestnet} from './helpers/testnet.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const tellLoadedModules = fileURLToPath(new URL('fixtures/tell-loaded-modules.ts', import.meta.url));
const done = {code: 0, signal: undefined};

before(() => {
	builtFerry();
});

test('the package holds the program, its description and its license, and nothing of this computer', async t => {
	const {directory} = await unpacked(t);
	const files = (await readdir(directory, {recursive: true, withFileTypes: true}))
		.filter(entry => entry.isFile())
		.map(({parentPath, name}) => path.relative(directory, path.join(parentPath, name)));
	assert.deepEqual(files.filter(file => !/^distribution\/[\w\-]+\.js$/v.test(file)).toSorted(), ['README.md', 'license', 'package.json']);
	for (const file of files) {
		const text = await readFile(path.join(directory, file), 'utf8');
		// Behind a word it is a part of another path.
		assert.ok(text.split(root).slice(0, -1).every(before => /[\w.\-]$/v.test(before)), `${file} names a folder of this computer`);
		assert.doesNotMatch(text, /^\/\/# sourceMappingURL=/mv, `${file} has a source map`);
		assert.doesNotMatch(text, /-----BEGIN [A-Z ]*PRIVATE KEY|_authToken/v, `${file} has a secret`);
	}

	assert.match(await readFile(path.join(directory, 'distribution/cli.js'), 'utf8'), /^#!\/usr\/bin\/env node\n/v);
});

test('the packed program tells its version and its help, and loads neither network nor storage nor any screen for it', async t => {
	const {program} = await unpacked(t);
	for (const [arguments_, output] of [
		[['--version'], `${ferryVersion()}\n`],
		[['--help'], helpText(commands)],
		...commands.map(command => [[command.name, '--help'], commandHelpText(command)] as const),
	] as const) {
		const ferry = startFerry(t, arguments_, {program, env: {NODE_OPTIONS: `--import=${tellLoadedModules}`}});
		assert.deepEqual(await ferry.ended, done, ferry.stderr);
		assert.equal(ferry.stdout, output);
		const loaded = [...ferry.stderr.matchAll(/^LOADED (?<url>.*)$/gmv)].map(({groups}) => groups!['url']!);
		assert.ok(loaded.some(url => url.endsWith('/distribution/cli.js')));
		assert.deepEqual(loaded.filter(url => /^node:(?:net|dgram|dns|tls|https?|http2|sqlite|worker_threads)(?:\/|$)/v.test(url)), []);
		const files = loaded.filter(url => url.startsWith('file:'));
		assert.deepEqual(files.filter(url => !url.includes('/package/distribution/')), [], 'Packages were loaded');
		const modules = (await Promise.all(files.map(async url => modulesIn(fileURLToPath(url))))).flat();
		const heavy = modules.filter(name => /^source\/(?:network|storage|transfer|feed|folder|library|udx|ui)\/|^source\/app\/app\.ts$/v.test(name));
		assert.deepEqual(heavy, []);
		const packages = new Set(modules.flatMap(name => /^node_modules\/(?<name>(?:@[^\/]+\/)?[^\/]+)/v.exec(name)?.groups?.['name'] ?? []));
		assert.deepEqual([...packages].toSorted(), ['@scure/base', 'b4a', 'meow', 'parse-ms', 'pretty-bytes', 'pretty-ms', 'z32']);
	}
});

test('the packed program shares and gets with the packages that it says it needs', async t => {
	const {folder, program} = await unpacked(t);
	const {bootstrap} = await localTestnet(t);
	await writeSampleFolder(`${folder}/from`, {scale: 0.05});
	const options = (side: string) => ({program, env: {FERRY_BOOTSTRAP: bootstrap.join(','), FERRY_STORE: `${folder}/${side}`}});
	const share = startFerry(t, ['share', `${folder}/from`, '--once', '--json'], options('sharer'));
	const {key} = await share.event('announced');
	const get = startFerry(t, ['get', key, `${folder}/to`, '--yes', '--json'], options('receiver'));
	assert.deepEqual(await get.ended, done, get.stderr + get.stdout);
	assert.deepEqual(await share.ended, done, share.stderr + share.stdout);
	assert.deepEqual((await compareFolders(`${folder}/from`, `${folder}/to`)).differences, []);
});

type Description = {readonly bin: Readonly<Record<string, string>>; readonly dependencies: Readonly<Record<string, string>>};

type Unpacked = {
	readonly folder: string;
	/** Where the package lies. */
	readonly directory: string;
	/** The path of its command. */
	readonly program: string;
};

/** What `npm pack` makes of this project, in a folder where nothing else is found but the packages that it depends on. */
async function unpacked(t: TestContext): Promise<Unpacked> {
	const folder = await temporaryFolder(t);
	execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--offline', '--pack-destination', folder], {cwd: root});
	const [archive] = await readdir(folder);
	execFileSync('tar', ['-xzf', path.join(folder, archive!), '-C', folder]);
	const directory = path.join(folder, 'package');
	const {bin, dependencies}: Description = JSON.parse(await readFile(path.join(directory, 'package.json'), 'utf8'));
	for (const name of Object.keys(dependencies)) {
		const place = path.join(folder, 'node_modules', name);
		await mkdir(path.dirname(place), {recursive: true});
		await symlink(path.join(root, 'node_modules', name), place);
	}

	return {folder, directory, program: path.join(directory, bin['ferry']!)};
}

/** The modules that a file was built of: each stands there behind a comment with its name. */
async function modulesIn(file: string): Promise<string[]> {
	const text = await readFile(file, 'utf8');
	return [...text.matchAll(/^\/\/ (?<name>(?:source|node_modules)\/\S+)$/gmv)].map(({groups}) => groups!['name']!);
}
