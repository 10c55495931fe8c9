import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {writeSampleFolder} from '../../scripts/sample-folder.ts';
import {builtFerry} from '../helpers/built-ferry.ts';
import {Ferry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {writeTree} from '../helpers/write-tree.ts';

/** The command of Deno 2.9 or newer: FERRY_DENO, or what the shell finds. */
const deno = process.env['FERRY_DENO'] ?? 'deno';
const skip = spawnSync(deno, ['--version']).status === 0 ? false : 'Deno is not installed';

const runtimes = {
	deno: [deno, 'run', '--allow-all', '--no-remote'],
	node: [process.execPath],
} as const;

type Runtime = keyof typeof runtimes;

function start(t: TestContext, runtime: Runtime | readonly [string, ...string[]], arguments_: readonly string[], env: Readonly<Record<string, string>>): Ferry {
	const [command, ...flags] = typeof runtime === 'string' ? runtimes[runtime] : runtime;
	const child = spawn(command, [...flags, builtFerry(), ...arguments_], {
		env: {
			...process.env, FERRY_KEY: undefined, NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1', ...env,
		}, stdio: 'pipe',
	});
	const ferry = new Ferry(child, arguments_);
	child.stdin.end();
	t.after(async () => {
		ferry.kill('SIGKILL');
		await ferry.ended;
	});
	return ferry;
}

const pairs: ReadonlyArray<readonly [Runtime, Runtime]> = [['deno', 'deno'], ['deno', 'node'], ['node', 'deno']];

for (const [sharer, receiver] of pairs) {
	test(`what ${sharer} shares ${receiver} gets, over a DHT of native nodes`, {skip}, async t => {
		const {bootstrap} = await localTestnet(t);
		const root = await temporaryFolder(t);
		const [from, to] = [path.join(root, 'from'), path.join(root, 'to')];
		await writeSampleFolder(from, {scale: 0.2});
		const env = (person: string): Readonly<Record<string, string>> => ({FERRY_STORE: path.join(root, person), FERRY_BOOTSTRAP: bootstrap.join(','), DENO_DIR: path.join(root, 'deno')});
		const share = start(t, sharer, ['share', from, '--json'], env('sharer'));
		const {key} = await share.event('feed');
		await share.event('version');
		const get = start(t, receiver, ['get', key, to, '--json'], env('receiver'));
		assert.equal((await get.ended).code, 0, get.stderr);
		const {entries, differences} = await compareFolders(from, to);
		assert.deepEqual(differences, []);
		assert.ok(entries > 100);
	});
}

test('one data directory is used by both in turn, and whoever has it keeps the other out', {skip}, async t => {
	const {bootstrap} = await localTestnet(t);
	const root = await temporaryFolder(t);
	const from = path.join(root, 'from');
	await writeSampleFolder(from, {scale: 0.05});
	const env = (person: string): Readonly<Record<string, string>> => ({FERRY_STORE: path.join(root, person), FERRY_BOOTSTRAP: bootstrap.join(','), DENO_DIR: path.join(root, 'deno')});
	let known: string | undefined;
	for (const [round, [sharer, receiver]] of ([['node', 'deno'], ['deno', 'node'], ['node', 'deno']] as const).entries()) {
		await writeFile(path.join(from, 'round'), String(round));
		const share = start(t, sharer, ['share', from, '--json'], env('sharer'));
		const {key} = await share.event('feed');
		known ??= key;
		assert.equal(key, known);
		await share.event('version');
		const second = start(t, receiver, ['share', from, '--json'], env('sharer'));
		assert.equal((await second.ended).code, 1);
		assert.match(second.stdout, /"code":"share-in-use"/v);
		const get = start(t, receiver, ['get', key, path.join(root, 'to'), '--json', '--overwrite'], env('receiver'));
		assert.equal((await get.ended).code, 0, get.stdout);
		const {bytes} = await get.event('received');
		assert.ok(bytes > 0);
		assert.deepEqual((await compareFolders(from, path.join(root, 'to'))).differences, []);
		share.kill();
		assert.equal((await share.ended).code, 0, share.stdout);
	}
});

test('a receiver in Deno that is killed goes on where it was', {skip}, async t => {
	const {bootstrap} = await localTestnet(t);
	const root = await temporaryFolder(t);
	const [from, to] = [path.join(root, 'from'), path.join(root, 'to')];
	await writeTree(from, {large: randomBytes(48 * 1024 * 1024), small: 'small'});
	const env = (person: string): Readonly<Record<string, string>> => ({FERRY_STORE: path.join(root, person), FERRY_BOOTSTRAP: bootstrap.join(','), DENO_DIR: path.join(root, 'deno')});
	const share = start(t, 'deno', ['share', from, '--json'], env('sharer'));
	const {key} = await share.event('feed');
	await share.event('version');
	const killed = start(t, 'deno', ['get', key, to, '--json'], env('receiver'));
	await killed.event('receiving', ({bytes}) => bytes > 1024 * 1024);
	killed.kill('SIGKILL');
	assert.equal((await killed.ended).signal, 'SIGKILL');
	const get = start(t, 'deno', ['get', key, to, '--json'], env('receiver'));
	assert.equal((await get.ended).code, 0, get.stderr);
	const {transferred} = await get.event('received');
	assert.ok(transferred < 48 * 1024 * 1024, `${transferred} bytes`);
	assert.deepEqual((await compareFolders(from, to)).differences, []);
});

test('no more permissions are needed than the documentation names, and what is missing is named', {skip}, async t => {
	const {bootstrap} = await localTestnet(t);
	const root = await temporaryFolder(t);
	const [from, to] = [path.join(root, 'from'), path.join(root, 'to')];
	// Without links: Deno makes those only with the permission to write everywhere.
	await writeTree(from, {'a.txt': 'a', 'photos/b.jpg': 'b'.repeat(300_000), empty: null});
	await mkdir(to);
	const documented = await readFile(new URL('../../docs/deno.md', import.meta.url), 'utf8');
	const flags = /^deno run (?<flags>--no-prompt .+)$/mv.exec(documented)!.groups!['flags']!;
	const clone = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/v, '');
	const command = (person: string, folder: string, without?: string): readonly [string, ...string[]] => [deno, 'run', '--no-remote', ...flags
		.replaceAll('$FERRY', clone).replaceAll('$STORE', path.join(root, person)).replaceAll('$CONFIG', path.join(root, 'config', 'ferry', 'config.json')).replaceAll('$FOLDER', folder)
		.split(' ').filter(flag => without === undefined || !flag.startsWith(without))];
	const env = (person: string): Readonly<Record<string, string>> => ({
		FERRY_STORE: path.join(root, person), FERRY_BOOTSTRAP: bootstrap.join(','), DENO_DIR: path.join(root, 'deno'), XDG_CONFIG_HOME: path.join(root, 'config'), FERRY_CONFIG: '',
	});
	const denied = start(t, command('sharer', from, '--allow-net'), ['share', from, '--json'], env('sharer'));
	assert.equal((await denied.ended).code, 1);
	assert.match(denied.stderr, /no net access.+\n.+--allow-net/v);
	const share = start(t, command('sharer', from), ['share', from, '--json'], env('sharer'));
	const {key} = await share.event('feed');
	await share.event('version');
	const get = start(t, command('receiver', to), ['get', key, to, '--json'], env('receiver'));
	assert.equal((await get.ended).code, 0, get.stderr + get.stdout);
	assert.deepEqual((await compareFolders(from, to)).differences, []);
});
