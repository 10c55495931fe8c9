import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {
	chmod, mkdir, mkdtemp, readdir, rm, truncate,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {
	after, before, test, type TestContext,
} from 'node:test';
import {fileURLToPath} from 'node:url';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {writeSampleFolder} from '../../scripts/sample-folder.ts';
import {Ferry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';

const place = await mkdtemp(path.join(tmpdir(), 'ferry-binary-'));
const binary = path.join(place, 'ferry');

before(() => {
	execFileSync(process.execPath, [fileURLToPath(new URL('../../scripts/build-binary.ts', import.meta.url)), '--output', binary], {stdio: ['ignore', 'ignore', 'inherit']});
});

after(async () => rm(place, {recursive: true}));

/** Starts it with nothing in its environment but what is given: no PATH, in a folder that has nothing to do with ferry. */
function start(t: TestContext, arguments_: readonly string[], env: Readonly<Record<string, string>>): Ferry {
	const child = spawn(binary, arguments_, {cwd: '/', env, stdio: 'pipe'});
	const ferry = new Ferry(child, arguments_);
	child.stdin.end();
	t.after(async () => {
		ferry.kill('SIGKILL');
		await ferry.ended;
	});
	return ferry;
}

test('it shares and gets with nothing around it', async t => {
	const {bootstrap} = await localTestnet(t);
	const folder = await temporaryFolder(t);
	const [from, to] = [path.join(folder, 'from'), path.join(folder, 'to')];
	await writeSampleFolder(from, {scale: 0.2});
	const env = (person: string): Readonly<Record<string, string>> => ({HOME: path.join(folder, person), FERRY_BOOTSTRAP: bootstrap.join(','), FERRY_LAN_INTERFACE: '127.0.0.1'});
	const share = start(t, ['share', from, '--json'], env('sharer'));
	const {key} = await share.event('feed');
	const get = start(t, ['get', key, to, '--json'], env('receiver'));
	assert.equal((await get.ended).code, 0, get.stderr);
	assert.deepEqual((await compareFolders(from, to)).differences, []);
	share.kill();
	assert.equal((await share.ended).code, 0, share.stdout);
});

test('what it puts into the cache is put there anew when it was damaged', async t => {
	const home = await temporaryFolder(t);
	const version = async (): Promise<string> => {
		const ferry = start(t, ['--version'], {HOME: home});
		assert.deepEqual(await ferry.ended, {code: 0, signal: undefined}, ferry.stderr);
		return ferry.stdout;
	};

	const first = await version();
	const cache = path.join(home, '.cache', 'ferry');
	const parts = async (): Promise<readonly string[]> => (await readdir(cache)).filter(name => /^[\da-f]{32}/v.test(name));
	const [name, ...rest] = await parts();
	assert.deepEqual(rest, []);
	await truncate(path.join(cache, name!, 'distribution', 'cli.js'));
	assert.equal(await version(), first);
	await rm(path.join(cache, name!, 'start.cjs'));
	assert.equal(await version(), first);
	assert.deepEqual(await parts(), [name]);
});

test('several that start at once for the first time all run', async t => {
	const home = await temporaryFolder(t);
	const all = Array.from({length: 5}, () => start(t, ['--version'], {HOME: home}));
	assert.deepEqual(await Promise.all(all.map(async ferry => ferry.ended)), all.map(() => ({code: 0, signal: undefined})));
});

for (const [title, prepare] of [
	['without a home', async () => '/dev/null'],
	['with an empty name for it', async () => ''],
	['where others may write into the cache', async (folder: string) => {
		await mkdir(path.join(folder, '.cache', 'ferry'), {recursive: true});
		await chmod(path.join(folder, '.cache', 'ferry'), 0o777);
		return folder;
	}],
] as const) {
	test(`${title} it runs from a folder of its own, and leaves nothing behind`, async t => {
		const folder = await temporaryFolder(t);
		const temporary = path.join(folder, 'temporary');
		await mkdir(temporary);
		const ferry = start(t, ['--version'], {HOME: await prepare(folder), TMPDIR: temporary});
		assert.deepEqual(await ferry.ended, {code: 0, signal: undefined}, ferry.stderr);
		assert.deepEqual(await readdir(temporary), []);
	});
}
