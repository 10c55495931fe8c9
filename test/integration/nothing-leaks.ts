import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import {existsSync} from 'node:fs';
import {readdir, readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import DHT from 'hyperdht';
import Protomux from 'protomux';
import {encode as encodeZ32} from 'z32';
import {chooseUdx} from '../../source/network/choose-udx.ts';
import {parseShareKey} from '../../source/link/share-key.ts';
import {deliveryProtocol} from '../../source/transfer/delivery.ts';
import {overwrite} from '../helpers/overwrite.ts';
import {type Ferry, startFerry, type FerryOptions} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('the share key is in the documented fields of the JSON and in no other, and secrets are nowhere', async t => {
	const {folder, start, shareFolder} = await prepare(t);
	const {share, key} = await shareFolder('--json');
	const ran = [share];
	for (const arguments_ of [
		['get', key, 'to', '--store', 'receiver'],
		['get', key, 'to', '--store', 'receiver'],
		['ls', key, '--store', 'stranger'],
		['cat', key, 'missing', '--store', 'stranger'],
		['verify', key, '--store', 'receiver'],
		['list', '--store', 'receiver'],
		['list', '--store', 'sharer'],
		['id', '--store', 'receiver'],
		['remove', key, '--store', 'receiver'],
		['remove', key, '--store', 'receiver'],
	]) {
		const ferry = start([...arguments_, '--json']);
		await ferry.ended;
		ran.push(ferry);
	}

	share.kill();
	await share.ended;
	const fields = new Set<string>();
	for (const {stdout, stderr} of ran) {
		assertNoKey(stderr, key);
		for (const line of stdout.trim().split('\n')) {
			const parsed: Record<string, unknown> = JSON.parse(line);
			for (const [field, value] of Object.entries(parsed)) {
				if (value === key) {
					fields.add(`${String(parsed['event'])}.${field}`);
				} else {
					assertNoKey(JSON.stringify(value), key);
				}
			}
		}
	}

	assert.deepEqual(fields, new Set(['feed.key', 'announced.key', 'share.key']));
	const everything = ran.map(({stdout, stderr}) => stdout + stderr).join('');
	for (const store of ['sharer', 'receiver', 'stranger']) {
		const seed = await readFile(`${folder}/${store}/identity`, 'utf8');
		assert.equal(everything.includes(seed.trim()), false);
	}
});

test('people see the whole key only where they share, and in their list', async t => {
	const {start, shareFolder} = await prepare(t);
	const {share, key} = await shareFolder();
	assert.deepEqual(share.stdout.trim().split('\n'), [key]);
	assertNoKey(share.stderr, key);
	const get = start(['get', key, 'to', '--yes', '--store', 'receiver']);
	assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stderr);
	const list = start(['list', '--store', 'receiver']);
	await list.ended;
	assert.ok(list.stdout.startsWith(key));
	for (const arguments_ of [['ls', key], ['cat', key, 'file'], ['verify', key], ['id'], ['remove', key]]) {
		const ferry = start([...arguments_, '--store', 'receiver']);
		assert.deepEqual(await ferry.ended, {code: 0, signal: undefined}, ferry.stderr);
		assertNoKey(ferry.stdout + ferry.stderr, key);
	}

	assertNoKey(get.stdout + get.stderr, key);
});

test('no error repeats the key that it is about', async t => {
	const {folder, start, shareFolder} = await prepare(t);
	const {share, key} = await shareFolder();
	await writeTree(folder, {'a file': 'content'});
	const nobody = Buffer.alloc(32, 9).toString('hex');
	const commands = [[key.toUpperCase()], [rawForms(key)[0], '--json']].flatMap(([key, ...json]) => [
		['verify', key!, ...json, '--store', 'stranger'],
		['ls', key!, 'no such file', ...json, '--store', 'stranger'],
		['ls', nobody, '--timeout', '0.1', ...json, '--store', 'stranger'],
		['get', key!, 'a file', ...json, '--store', 'receiver'],
		['get', `${key!}q`, ...json, '--store', 'receiver'],
		['remove', key!, ...json, '--store', 'sharer'],
	]);
	for (const arguments_ of commands) {
		const ferry = start(arguments_);
		const {code} = await ferry.ended;
		assert.ok(code !== 0 && code !== undefined, arguments_.join(' '));
		assertNoKey(ferry.stdout + ferry.stderr, key);
		assert.equal((ferry.stdout + ferry.stderr).includes(nobody), false);
	}

	await overwrite(`${folder}/sharer/identity`, 0, 'no identity at all');
	const id = start(['id', '--store', 'sharer']);
	await id.ended;
	assert.equal((id.stdout + id.stderr).includes('no identity'), false);
	assertNoKey(share.stderr, key);
});

test('a key that is read from standard input or FERRY_KEY does not stand in the process list', {skip: existsSync('/proc/self/cmdline') ? false : 'this system has no /proc'}, async t => {
	const {start, shareFolder} = await prepare(t);
	const {key} = await shareFolder();
	const table: ReadonlyArray<readonly [arguments_: readonly string[], options: FerryOptions]> = [
		[['get', '-', 'to 1'], {stdin: `${key}\n`}],
		[['get', 'to 2/'], {env: {FERRY_KEY: key}}],
	];
	for (const [index, [arguments_, options]] of table.entries()) {
		const get = start([...arguments_, '--stay', '--json', '--store', `receiver ${index}`], options);
		await get.event('received');
		for (const file of ['cmdline', 'comm']) {
			assertNoKey(await readFile(`/proc/${get.pid}/${file}`, 'latin1'), key);
		}

		get.kill();
		assert.deepEqual(await get.ended, {code: 0, signal: undefined});
	}
});

test('the data directory is closed to others, and no name in it gives a key away', async t => {
	const {folder, start, shareFolder} = await prepare(t);
	const {key} = await shareFolder();
	const get = start(['get', key, 'to', '--yes', '--store', 'receiver']);
	assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stderr);
	for (const store of ['sharer', 'receiver']) {
		const {mode: storeMode} = await stat(`${folder}/${store}`);
		assert.equal(storeMode & 0o777, 0o700);
		const {mode: identityMode} = await stat(`${folder}/${store}/identity`);
		assert.equal(identityMode & 0o777, 0o600);
		for (const name of await readdir(`${folder}/${store}`, {recursive: true})) {
			assertNoKey(name, key);
			const stats = await stat(path.join(folder, store, name));
			const isPrivate = (stats.mode & 0o077) === 0;
			// What holds secrets; locks are empty.
			assert.ok(isPrivate || stats.size === 0 || /\.(?:lock|pid)\b/v.test(name), `${name} has mode ${(stats.mode & 0o777).toString(8)}`);
		}
	}
});

test('a stranger who connects to a sharer is told of no feed', async t => {
	const {start, shareFolder, bootstrap} = await prepare(t);
	await shareFolder();
	const id = start(['id', '--json', '--store', 'sharer']);
	await id.ended;
	const {key: sharer}: {readonly key: string} = JSON.parse(id.stdout);
	const dht = new DHT({udx: chooseUdx(), bootstrap, host: '127.0.0.1'});
	t.after(async () => dht.destroy());
	await dht.fullyBootstrapped();
	const stream = dht.connect(Buffer.from(sharer, 'hex'));
	stream.on('error', () => undefined);
	const told: string[] = [];
	const multiplexer = Protomux.from(stream);
	for (const protocol of ['hypercore/alpha', deliveryProtocol]) {
		multiplexer.pair({protocol}, id => {
			told.push(`${protocol} ${Buffer.from(id!).toString('hex')}`);
		});
	}

	assert.equal(await stream.opened, true);
	for (let round = 0; round < 3; round++) {
		// It is refused behind everything that the sharer has had to say.
		const channel = multiplexer.createChannel({protocol: 'hypercore/alpha', id: randomBytes(32)})!;
		channel.open();
		assert.equal(await channel.fullyOpened(), false);
	}

	assert.deepEqual(told, []);
});

async function prepare(t: TestContext) {
	const folder = await temporaryFolder(t);
	const {bootstrap} = await localTestnet(t);
	await writeTree(`${folder}/from`, {file: 'content', 'link out': {link: '/tmp'}});
	const start = (arguments_: readonly string[], options: FerryOptions = {}): Ferry =>
		startFerry(t, arguments_, {cwd: folder, ...options, env: {FERRY_BOOTSTRAP: bootstrap.join(','), ...options.env}});
	return {
		folder,
		bootstrap,
		start,
		/** Shares a folder until the test ends. */
		async shareFolder(...options: readonly string[]) {
			const share = start(['share', 'from', ...options, '--store', 'sharer']);
			const [key] = await share.line(/ferry1[0-9a-z]{58}/v);
			await (options.includes('--json') ? share.event('version') : share.line(/announced/v));
			return {share, key};
		},
	};
}

/** No form of the key is in the text, nor half of one. */
function assertNoKey(text: string, key: string): void {
	for (const form of [key.slice('ferry1'.length), ...rawForms(key)]) {
		for (const part of [form.slice(0, 24), form.slice(-24)]) {
			assert.equal(text.toLowerCase().includes(part), false, text);
		}
	}
}

/** The key in hexadecimal and in z-base-32. */
function rawForms(key: string): [hex: string, z32: string] {
	const bytes = parseShareKey(key);
	return [Buffer.from(bytes).toString('hex'), encodeZ32(bytes)];
}
