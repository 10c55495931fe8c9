import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test, {type TestContext} from 'node:test';
import type Hypercore from 'hypercore';
import type {FerryEvent} from '../../source/app/events.ts';
import {streamFile, type StreamOptions} from '../../source/app/stream-file.ts';
import type {Delivered} from '../../source/transfer/delivery.ts';
import type {Entry, Extent, FileEntry} from '../../source/feed/entry.ts';
import {
	blockSize, commit, directory, file, page,
} from '../helpers/made-up-feed.ts';
import {memoryFeed} from '../helpers/memory-feeds.ts';

const full = Buffer.alloc(blockSize, 'a');
const whole = Buffer.concat([full, Buffer.from('bcd')]);

/** A feed in this process that grows as a test says, and a reader of it. */
async function growing(t: TestContext): Promise<{
	readonly core: Hypercore;
	readonly add: (data: readonly Uint8Array[], entries: readonly Entry[], complete?: boolean) => Promise<void>;
	readonly read: (path?: string, options?: Partial<StreamOptions>) => AsyncGenerator<Uint8Array, void>;
	readonly written: ReadonlyArray<Partial<Delivered>>;
	readonly events: readonly FerryEvent[];
}> {
	const core = await memoryFeed(t);
	const stopping = new AbortController();
	t.after(() => {
		stopping.abort();
	});
	const {signal} = stopping;
	const written: Array<Partial<Delivered>> = [];
	const events: FerryEvent[] = [];
	return {
		core,
		written,
		events,
		async add(data, entries, complete = false) {
			const root = core.length + data.length;
			const files = entries.filter(({kind}) => kind === 'file').length;
			const totals = {
				files, directories: entries.length - files, symlinks: 0, bytes: 0, leftOut: 0,
			};
			await core.append([...data, page(entries), commit({
				root, complete, totals, expected: {files, bytes: 0},
			})]);
		},
		read: (path, options = {}) => streamFile({
			core,
			signal,
			get: async index => (await core.get(index))!,
			here: undefined,
			async sayWritten(delivered) {
				written.push(delivered);
			},
			async close() {
				// The test closes the feed.
			},
		}, path, {
			timeout: undefined,
			signal,
			onEvent(event) {
				events.push(event);
			},
			...options,
		}),
	};
}

function part(extents: readonly Extent[]): FileEntry {
	return {...file('a', extents), sha256: undefined};
}

async function text(stream: AsyncGenerator<Uint8Array, void>): Promise<string> {
	let read = '';
	for await (const bytes of stream) {
		read += Buffer.from(bytes).toString();
	}

	return read;
}

test('a file that grows is given as it comes, each byte once, though its short blocks are replaced', async t => {
	const {add, read, events, written} = await growing(t);
	await add([], [part([])]);
	const stream = read(undefined, {isDelivery: true});
	const first = stream.next();
	await add([Buffer.from('aa')], [part([{block: 2, offset: 0, length: 2}])]);
	assert.equal(Buffer.from((await first).value!).toString(), 'aa');
	const second = stream.next();
	await add([full, Buffer.from('b')], [part([{block: 5, offset: 0, length: blockSize + 1}])]);
	assert.equal(Buffer.from((await second).value!).toString(), 'a'.repeat(blockSize - 2));
	assert.equal(Buffer.from((await stream.next()).value!).toString(), 'b');
	const last = stream.next();
	await add([Buffer.from('bcd')], [file('a', [{block: 5, offset: 0, length: blockSize}, {block: 9, offset: 0, length: 3}], whole)], true);
	assert.equal(Buffer.from((await last).value!).toString(), 'cd');
	assert.deepEqual(written, []);
	assert.deepEqual(await stream.next(), {done: true, value: undefined});
	assert.deepEqual(written, [{version: 1, files: 1, bytes: whole.byteLength}]);
	const progress = events.at(-1)!;
	assert.ok(progress.type === 'receiving' && progress.bytes === whole.byteLength && progress.totalBytes === whole.byteLength);
});

test('an empty file is nothing, and complete', async t => {
	const {add, read} = await growing(t);
	await add([], [file('a', [], Buffer.alloc(0))], true);
	assert.equal(await text(read()), '');
});

test('a file that is not what its SHA-256 says fails in the end', async t => {
	const {add, read} = await growing(t);
	await add([full], [file('a', [{block: 0, offset: 0, length: blockSize}], whole)], true);
	await assert.rejects(text(read()), {code: 'feed-malformed'});
});

test('a file that has become another one meanwhile fails', async t => {
	const {add, read} = await growing(t);
	await add([full], [part([{block: 0, offset: 0, length: blockSize}])]);
	const stream = read('a');
	await stream.next();
	const next = stream.next();
	await add([full], [file('a', [{block: 3, offset: 0, length: blockSize}], full)], true);
	await assert.rejects(next, {code: 'content-gone'});
});

test('a file that has gone meanwhile fails', async t => {
	const {add, read} = await growing(t);
	await add([full], [part([{block: 0, offset: 0, length: blockSize}])]);
	const stream = read();
	await stream.next();
	const next = stream.next();
	await add([], [directory('b')], true);
	await assert.rejects(next, {code: 'entry-missing'});
});

test('a block that is shorter than the index says fails', async t => {
	const {add, read} = await growing(t);
	await add([Buffer.from('abc')], [file('a', [{block: 0, offset: 0, length: 5}])], true);
	await assert.rejects(text(read()), {code: 'feed-malformed'});
});

test('of several files one has to be named, and one among folders is not the whole share', async t => {
	const {add, read, written} = await growing(t);
	const content = Buffer.from('content');
	const extents = [{block: 0, offset: 0, length: 7}];
	await add([content], [file('a', extents), file('b', extents)], true);
	await assert.rejects(text(read()), {code: 'entry-missing', exitCode: 1});
	assert.equal(await text(read('b', {isDelivery: true})), 'content');
	assert.deepEqual(written, []);
	await assert.rejects(text(read('c')), {code: 'entry-missing'});
});

test('a complete version in which a file has no SHA-256 is malformed', async t => {
	const {add, read} = await growing(t);
	await add([full], [part([{block: 0, offset: 0, length: blockSize}])], true);
	await assert.rejects(text(read()), {code: 'feed-malformed'});
});
