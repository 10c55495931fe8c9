import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {createHash, randomBytes} from 'node:crypto';
import {readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {PassThrough} from 'node:stream';
import test from 'node:test';
import fc from 'fast-check';
import {defaultBlockSize} from '../../source/feed/limits.ts';
import {type Machine, twoApps} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

type Stream = {readonly output: PassThrough; readonly ended: Promise<void>; readonly stop: () => void};

/** What is read of a file, without a path of the only one, as it comes. */
function stream(machine: Machine, key: Uint8Array, {path: name, isDelivery = false, timeout}: {readonly path?: string; readonly isDelivery?: boolean; readonly timeout?: number} = {}): Stream {
	const stopping = new AbortController();
	const output = new PassThrough();
	const ended = machine.use(async app => {
		for await (const bytes of app.cat(key, name, {
			timeout, signal: stopping.signal, onEvent() {
				// Shown to people only.
			}, isDelivery,
		})) {
			output.write(bytes);
		}

		output.end();
	});
	return {
		output,
		ended,
		stop() {
			stopping.abort(new Error('Stopped by the test'));
		},
	};
}

/** The next bytes of a stream, at least so many. */
async function next(output: PassThrough, length: number): Promise<string> {
	let text = '';
	while (text.length < length) {
		const bytes: unknown = output.read();
		if (bytes instanceof Uint8Array) {
			text += Buffer.from(bytes).toString('latin1');
		} else {
			await new Promise(resolve => {
				output.once('readable', resolve);
			});
		}
	}

	return text;
}

test('what is written into the pipe is read while it is open, and to its end', async t => {
	const {sharer, receiver, machine} = await twoApps(t);
	const input = new PassThrough();
	const share = sharer.pipe(input, {once: true});
	const key = await share.key();
	const first = stream(receiver, key, {isDelivery: true});
	const second = stream(machine('another'), key);
	for (const line of ['one\n', 'two\n', `${'x'.repeat(defaultBlockSize)}\n`, 'four\n']) {
		input.write(line);
		assert.equal(await next(first.output, line.length), line);
		assert.equal(await next(second.output, line.length), line);
	}

	input.end();
	await Promise.all([first.ended, second.ended, share.ended]);
	assert.equal(share.last('delivered').output, true);
	assert.deepEqual(share.all('version').map(({version, files, bytes}) => ({version, files, bytes})), [{version: 1, files: 1, bytes: defaultBlockSize + 14}]);
});

test('however the input is split, whoever gets it before, amid and after it gets the same file', async t => {
	const {folder, sharer, machine} = await twoApps(t);
	const size = fc.oneof(fc.integer({min: 0, max: 1000}), fc.integer({min: 0, max: 2 * defaultBlockSize}), fc.constantFrom(defaultBlockSize, defaultBlockSize - 1, 1, 5 * 1024 * 1024));
	let runs = 0;
	await fc.assert(fc.asyncProperty(fc.array(size, {maxLength: 8}), fc.nat(), async (sizes, seed) => {
		runs++;
		const input = new PassThrough();
		const share = sharer.pipe(input);
		const key = await share.key();
		const to = (name: string): string => path.join(folder, `${runs} ${name}`);
		const parts = sizes.map(length => randomBytes(length));
		const middle = seed % (parts.length + 1);
		const gets = [machine('before').get(key, to('before'))];
		for (const [index, part] of parts.entries()) {
			if (index === middle) {
				gets.push(machine('amid').get(key, to('amid')));
				await gets.at(-1)!.event('found');
			}

			input.write(part);
			if (part.byteLength > 0) {
				await share.event('reading');
			}
		}

		input.end();
		await share.event('version');
		gets.push(machine('after').get(key, to('after')));
		await Promise.all(gets.map(async ({ended}) => ended));
		const content = Buffer.concat(parts);
		for (const directory of (await readdir(folder)).filter(name => name.startsWith(`${runs} `))) {
			assert.ok(content.equals(await readFile(path.join(folder, directory, 'stdin'))), directory);
			assert.deepEqual(await readdir(path.join(folder, directory)), ['stdin']);
		}

		await share.stop();
	}), {numRuns: 8, endOnFailure: true});
});

test('a pipe that is interrupted leaves nothing, and nobody has a file of it', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const input = new PassThrough();
	const share = sharer.pipe(input);
	const key = await share.key();
	input.write(Buffer.alloc(2 * 1024 * 1024));
	const get = receiver.get(key, path.join(folder, 'to'));
	const read = stream(receiver, key);
	await next(read.output, 1024 * 1024);
	await get.event('receiving', ({bytes}) => bytes > 1024 * 1024);
	await share.stop();
	await assert.rejects(share.ended, {code: 'interrupted'});
	assert.deepEqual(await sharer.use(async app => app.list()), []);
	await assert.rejects(sharer.use(async app => app.remove(key)), {code: 'share-unknown'});
	await get.stop();
	assert.deepEqual((await readdir(path.join(folder, 'to'))).filter(name => !name.endsWith('.part')), []);
	assert.equal(read.output.writableEnded, false);
	read.stop();
	await assert.rejects(read.ended, {message: 'Stopped by the test'});
});

test('when a pipe was interrupted, who has a part of it is not waited for', async t => {
	const {folder, sharer, receiver, machine} = await twoApps(t);
	const input = new PassThrough();
	const share = sharer.pipe(input);
	const key = await share.key();
	input.write('one\n');
	const part = machine('part').get(key, path.join(folder, 'to'));
	await part.event('found');
	const read = stream(receiver, key, {timeout: 1000});
	await next(read.output, 4);
	await part.event('peer-connected', () => part.all('peer-connected').length === 2);
	await share.stop();
	await assert.rejects(read.ended, {code: 'no-peer', message: /gone before its end/v});
	await assert.rejects(stream(machine('later'), key, {timeout: 1000}).ended, (error: Error & {code?: string}) => ['no-peer', 'content-gone'].includes(error.code!));
	assert.equal(part.all('received').length, 0);
});

test('an empty pipe is an empty file', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const share = sharer.pipe([], {name: 'nothing'});
	const key = await share.key();
	await share.event('version');
	await receiver.received(key, path.join(folder, 'to'));
	assert.equal(await readFile(path.join(folder, 'to', 'nothing'), 'utf8'), '');
});

test('an input that fails ends the sharing, and nothing is kept', async t => {
	const {sharer} = await twoApps(t);
	const input = new PassThrough();
	const share = sharer.pipe(input);
	input.write('begun');
	await share.event('reading');
	input.destroy(Object.assign(new Error('broken'), {code: 'EISDIR'}));
	await assert.rejects(share.ended, {code: 'path-unreadable'});
	assert.deepEqual(await sharer.use(async app => app.list()), []);
});

test('a name that no file can have is refused before anything is made', async t => {
	const {sharer} = await twoApps(t);
	for (const name of ['a/b', '..', '', 'x'.repeat(256)]) {
		await assert.rejects(sharer.pipe([], {name}).ended, {code: 'usage'});
	}

	assert.deepEqual(await sharer.use(async app => app.list()), []);
});

test('after its end it can be shared again under its key, is sound, and removing it frees its space', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const content = randomBytes(3_000_000);
	// What the rules for ignoring leave out in a folder is still what was named.
	const share = sharer.pipe([content], {name: '.DS_Store'});
	const key = await share.key();
	await share.event('version');
	await share.stop();
	await share.ended;
	const again = sharer.share(await sharer.use(async app => app.keptInput(key)), {watch: true});
	const {version, changed} = await again.event('version');
	assert.deepEqual({version, changed}, {version: 1, changed: false});
	assert.deepEqual(await again.key(), key);
	await receiver.received(key, path.join(folder, 'to'));
	assert.ok(content.equals(await readFile(path.join(folder, 'to', '.DS_Store'))));
	await again.stop();
	assert.deepEqual((await sharer.use(async app => app.verify(key, {
		signal: new AbortController().signal, onEvent() {
			// Shown to people only.
		},
	}))).problems, []);
	const {bytesFreed} = await sharer.use(async app => app.remove(key));
	assert.ok(bytesFreed > content.byteLength);
});

test('what came through a pipe stands in the dashboard, and is served from there', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const share = sharer.pipe([Buffer.from('content')]);
	const key = await share.key();
	await share.event('version');
	await share.stop();
	await sharer.use(async app => {
		const engine = await app.openEngine();
		try {
			const [shown] = engine.getState().shares;
			assert.deepEqual([shown?.name, shown?.status, shown?.kind], ['stdin', 'paused', 'file']);
			await engine.resume(shown!.id);
			await receiver.received(key, path.join(folder, 'to'));
		} finally {
			await engine.close();
		}
	});
	assert.equal(await readFile(path.join(folder, 'to', 'stdin'), 'utf8'), 'content');
});

test('a share of several files needs a path, and a folder of one does not', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(path.join(folder, 'two'), {a: 'a', b: 'b'});
	await writeTree(path.join(folder, 'one'), {a: 'content', empty: null});
	const two = sharer.share(path.join(folder, 'two'));
	const one = receiver.share(path.join(folder, 'one'));
	await Promise.all([two.event('version'), one.event('version')]);
	const key = await two.key();
	await assert.rejects(stream(receiver, key).ended, {code: 'entry-missing', exitCode: 1, message: /more than one file/v});
	await assert.rejects(sharer.use(async app => app.keptInput(key)), {code: 'usage'});
	await assert.rejects(receiver.use(async app => app.keptInput(key)), {code: 'share-unknown'});
	const {output, ended} = stream(sharer, await one.key());
	assert.equal(await next(output, 7), 'content');
	await ended;
});

test('a large file of a folder is read to its end while its sharer is still reading it', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const from = path.join(folder, 'from');
	await writeTree(from, {small: 'a'});
	const content = randomBytes(48 * 1024 * 1024);
	await writeFile(path.join(from, 'large'), content);
	const share = sharer.share(from);
	const {output, ended} = stream(receiver, await share.key(), {path: 'large'});
	const read = createHash('sha256');
	for await (const bytes of output) {
		read.update(Buffer.from(bytes));
	}

	await ended;
	assert.equal(read.digest('hex'), createHash('sha256').update(content).digest('hex'));
});
