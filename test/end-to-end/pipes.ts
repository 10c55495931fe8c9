import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {type ChildProcessWithoutNullStreams, spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {mkdir, readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {pipeline} from 'node:stream/promises';
import test, {type TestContext} from 'node:test';
import {runtimeCommand} from '../../scripts/runtime-command.ts';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {pseudoRandomBytes, writeSampleFolder} from '../../scripts/sample-folder.ts';
import {builtFerry} from '../helpers/built-ferry.ts';
import {firstLine, pipeFerry, type PipedFerry} from '../helpers/pipe-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';

const mebibyte = 1024 * 1024;

type Stage = {
	readonly root: string;
	readonly environment: (person: string) => Readonly<Record<string, string>>;
	readonly ferry: (person: string, ...arguments_: string[]) => PipedFerry;
};

async function stage(t: TestContext): Promise<Stage> {
	const {bootstrap} = await localTestnet(t);
	const root = await temporaryFolder(t);
	const environment = (person: string): Readonly<Record<string, string>> => ({FERRY_STORE: path.join(root, person), FERRY_BOOTSTRAP: bootstrap.join(',')});
	return {
		root,
		environment,
		ferry: (person, ...arguments_) => pipeFerry(t, arguments_, environment(person)),
	};
}

/** Resolves when so many bytes have come; they go nowhere. */
async function bytesFrom({child: {stdout}}: PipedFerry, length: number): Promise<void> {
	for await (const bytes of stdout.iterator({destroyOnReturn: false})) {
		length -= Buffer.from(bytes).byteLength;
		if (length <= 0) {
			return;
		}
	}
}

test('a tree goes through tar and both pipes, and is the same', async t => {
	const {root, environment} = await stage(t);
	const from = path.join(root, 'from');
	const to = path.join(root, 'to');
	await writeSampleFolder(from, {scale: 0.2});
	await mkdir(to);
	const shell = (person: string, script: string): ChildProcessWithoutNullStreams => {
		const child = spawn('sh', ['-c', `ferry() { $RUNTIME "$FERRY" "$@"; }; ${script}`], {
			env: {
				...process.env, ...environment(person), RUNTIME: runtimeCommand.join(' '), FERRY: builtFerry(), FROM: from, TO: to,
			}, stdio: 'pipe', detached: true,
		});
		t.after(() => {
			if (child.exitCode === null) {
				// What it has started ends with it.
				process.kill(-child.pid!, 'SIGKILL');
			}
		});
		return child;
	};

	const share = shell('sharer', 'tar --format=posix -c -C "$FROM" . | ferry share - --once');
	const shared = once(share, 'close');
	const get = shell('receiver', 'read KEY; { ferry get "$KEY" -; echo "ended $?" >&2; } | tar -xp -C "$TO"');
	get.stdin.end(`${await firstLine(share)}\n`);
	let talk = '';
	get.stderr.on('data', more => {
		talk += String(more);
	});
	assert.deepEqual(await once(get, 'close'), [0, null], talk);
	assert.match(talk, /^ended 0$/mv);
	assert.deepEqual(await shared, [0, null]);
	const {differences, entries} = await compareFolders(from, to);
	assert.deepEqual(differences, []);
	assert.ok(entries > 100);
});

test('each line of a slow producer is at the other end within two seconds, while the pipe is open', async t => {
	const {ferry} = await stage(t);
	const share = ferry('sharer', 'share', '-', '--once');
	const get = ferry('receiver', 'get', await firstLine(share.child), '-');
	const lines = get.child.stdout.setEncoding('utf8').iterator();
	let slowest = 0;
	for (let line = 0; line < 8; line++) {
		const start = performance.now();
		share.child.stdin.write(`line ${line}\n`);
		const {value}: IteratorResult<unknown> = await lines.next();
		assert.equal(value, `line ${line}\n`);
		// The first has to be found first.
		slowest = line === 0 ? 0 : Math.max(slowest, performance.now() - start);
	}

	t.diagnostic(`the slowest took ${Math.round(slowest)} ms`);
	assert.ok(slowest < 2000);
	share.child.stdin.end();
	assert.equal((await lines.next()).done, true);
	assert.equal(await get.ended, 0);
	assert.equal(await share.ended, 0);
});

test('a text is shared and read in a line each', async t => {
	const {ferry} = await stage(t);
	const share = ferry('sharer', 'share', '--text', 'Grüße\n“4711”');
	const cat = ferry('receiver', 'cat', await firstLine(share.child));
	let text = '';
	for await (const bytes of cat.child.stdout) {
		text += String(bytes);
	}

	assert.equal(text, 'Grüße\n“4711”');
	assert.equal(await cat.ended, 0, cat.talk());
	share.child.kill('SIGINT');
	assert.equal(await share.ended, 0, share.talk());
});

test('when the sharer is killed amid the input nobody has success, and nothing stays at the sharer', async t => {
	const {root, ferry} = await stage(t);
	const share = ferry('sharer', 'share', '-');
	const key = await firstLine(share.child);
	const next = pseudoRandomBytes('input');
	share.child.stdin.write(next(3 * mebibyte));
	const get = ferry('receiver', 'get', key, '-', '--timeout', '2');
	await bytesFrom(get, 2 * mebibyte);
	get.child.stdout.resume();
	share.child.kill('SIGKILL');
	await share.ended;
	assert.equal(await get.ended, 3);
	assert.match(get.talk(), /Nobody who has it is connected any more/v);
	assert.match(get.talk(), /ferry: Whoever shares this is gone before its end, and nobody else has more of it/v);
	const list = ferry('sharer', 'list');
	list.child.stdout.resume();
	assert.equal(await list.ended, 0);
	assert.match(list.talk(), /Nothing is shared/v);
	assert.deepEqual((await readdir(path.join(root, 'sharer', 'shares'))).filter(name => !name.includes('.lock')), []);
});

test('a sharer that is interrupted amid the input says that nothing is kept', async t => {
	const {ferry} = await stage(t);
	const share = ferry('sharer', 'share', '-');
	await firstLine(share.child);
	share.child.stdin.write('begun');
	share.child.kill('SIGINT');
	assert.equal(await share.ended, 130);
	assert.match(share.talk(), /Interrupted before the end of the input: nothing of it is kept/v);
});

test('a reader that has enough ends it quietly', async t => {
	const {ferry} = await stage(t);
	const share = ferry('sharer', 'share', '-');
	share.child.stdin.end(pseudoRandomBytes('input')(8 * mebibyte));
	const get = ferry('receiver', 'get', await firstLine(share.child), '-');
	await bytesFrom(get, 1);
	get.child.stdout.destroy();
	assert.equal(await get.ended, 141);
	assert.equal(get.talk(), 'Looking for peers that have this share …\n');
});

test('a get into a folder is killed amid the pipe, goes on, and has all of it', async t => {
	const {root, ferry} = await stage(t);
	const share = ferry('sharer', 'share', '-');
	const key = await firstLine(share.child);
	const next = pseudoRandomBytes('input');
	const sent = createHash('sha256');
	const write = (length: number): void => {
		const bytes = next(length);
		sent.update(bytes);
		share.child.stdin.write(bytes);
	};

	const to = path.join(root, 'to');
	for (let kill = 0; kill < 3; kill++) {
		write((2 * mebibyte) + 12_345);
		const get = ferry('receiver', 'get', key, to, '--json');
		for await (const line of get.child.stdout.setEncoding('utf8').iterator({destroyOnReturn: false})) {
			if (String(line).includes('"receiving"') && /"bytes":[1-9]/v.test(String(line))) {
				break;
			}
		}

		get.child.stdout.resume();
		get.child.kill('SIGKILL');
		assert.equal(await get.ended, 'SIGKILL');
		assert.deepEqual((await readdir(to)).filter(name => !name.endsWith('.part')), []);
	}

	write(54_321);
	share.child.stdin.end();
	const last = ferry('receiver', 'get', key, to);
	last.child.stdout.resume();
	assert.equal(await last.ended, 0, last.talk());
	assert.deepEqual(await readdir(to), ['stdin']);
	assert.equal(createHash('sha256').update(await readFile(path.join(to, 'stdin'))).digest('hex'), sent.digest('hex'));
});

const skip = existsSync('/proc/self/status') ? false : 'this system doesn’t tell the peak memory of a process in /proc';

test('300 MiB go through with flat memory on both sides', {skip}, async t => {
	const {ferry} = await stage(t);
	const share = ferry('sharer', 'share', '-');
	const get = ferry('receiver', 'get', await firstLine(share.child), '-');
	const next = pseudoRandomBytes('input');
	const sent = createHash('sha256');
	const received = createHash('sha256');
	const start = performance.now();
	const peaks = {sharer: 0, receiver: 0};
	await Promise.all([
		pipeline(async function * () {
			for (let written = 0; written < 300; written++) {
				const bytes = next(mebibyte);
				sent.update(bytes);
				yield bytes;
			}
		}, share.child.stdin),
		pipeline(get.child.stdout, async (bytes: AsyncIterable<Uint8Array>) => {
			let length = 0;
			for await (const chunk of bytes) {
				received.update(chunk);
				length += chunk.byteLength;
				if (length === 300 * mebibyte) {
					// It has not ended yet.
					peaks.receiver = await peakMemory(get);
				}
			}
		}),
	]);
	peaks.sharer = await peakMemory(share);
	assert.equal(await get.ended, 0, get.talk());
	assert.equal(received.digest('hex'), sent.digest('hex'));
	const seconds = (performance.now() - start) / 1000;
	t.diagnostic(`${Math.round(315 / seconds)} MB/s; the sharer took ${Math.round(peaks.sharer / 1_000_000)} MB at most, the receiver ${Math.round(peaks.receiver / 1_000_000)} MB`);
	for (const peak of Object.values(peaks)) {
		assert.ok(peak > 0 && peak < 250_000_000, String(peak));
	}
});

/** The most resident memory that a process has had, in bytes. */
async function peakMemory({child}: PipedFerry): Promise<number> {
	const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
	return Number(/^VmHWM:\s+(?<size>\d+) kB$/mv.exec(status)!.groups!['size']) * 1024;
}
