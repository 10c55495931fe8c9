import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {writeSampleFolder} from '../../scripts/sample-folder.ts';
import {builtFerry} from '../helpers/built-ferry.ts';
import {Ferry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';

/** The command of Deno 2.9 or newer: FERRY_DENO, or what the shell finds. */
const deno = process.env['FERRY_DENO'] ?? 'deno';
const skip = spawnSync(deno, ['--version']).status === 0 ? false : 'Deno is not installed';

const runtimes = {
	deno: [deno, 'run', '--allow-all', '--no-remote', '--node-modules-dir=manual'],
	node: [process.execPath],
} as const;

type Runtime = keyof typeof runtimes;

function start(t: TestContext, runtime: Runtime, arguments_: readonly string[], env: Readonly<Record<string, string>>): Ferry {
	const [command, ...flags] = runtimes[runtime];
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
