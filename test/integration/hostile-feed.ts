import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {createHash, randomBytes} from 'node:crypto';
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import {ExpectedError} from '../../source/base/errors.ts';
import {encodeShareKey} from '../../source/link/share-key.ts';
import type {Entry, Extent} from '../../source/feed/entry.ts';
import type {BlockStore} from '../../source/storage/block-store.ts';
import {memoryBlocks} from '../../source/storage/memory-blocks.ts';
import {isPartName} from '../../source/base/relative-path.ts';
import {
	blockSize, commit, content, directory, file, incomplete, inner, joinedPage, numberBytes, page, symlink,
} from '../helpers/made-up-feed.ts';
import {readTree} from '../helpers/read-tree.ts';
import {startFerry} from '../helpers/run-ferry.ts';
import {stage} from '../helpers/serve-feed.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';

const mebibyte = 1024 * 1024;

/** Blocks of a feed of which no version may be received. */
const malformed: ReadonlyArray<readonly [what: string, message: string, blocks: readonly Uint8Array[]]> = [
	['ends in random bytes', 'A block that should be a record of the feed is none.', [Buffer.concat([Uint8Array.of(0), randomBytes(99)])]],
	['ends in a block without bytes', 'A record of the feed is too short to be one.', [Buffer.alloc(0)]],
	['ends in a commit that is cut short', 'A record of the feed is cut short or holds a number that is too large.', [commit().subarray(0, -3)]],
	['ends in a commit with bytes behind it', 'A record of the feed has bytes after its end.', [Buffer.concat([commit(), Buffer.alloc(1)])]],
	['ends in a page', 'A block that should be a commit is a page of the index.', [page([directory('a')])]],
	['ends in a commit of a format to come', 'The feed has format 2; this ferry reads format 1.', [Buffer.concat([Uint8Array.of(0x43, 2), commit().subarray(2)])]],
	['has a commit whose index is itself', 'A page of the index does not come before what points to it.', [commit({root: 0})]],
	['has a commit whose index stands behind it', 'A page of the index does not come before what points to it.', [commit({root: 5})]],
	['has a commit whose index is another commit', 'A block that should be a page of the index is a commit.', [commit(), commit({root: 0})]],
	['has a commit whose index is a data block', 'A block that should be a record of the feed is none.', [content, commit({root: 0})]],
	['has a page that stands above itself', 'A page of the index does not come before what points to it.', [inner([['a', 0], ['b', 0]]), commit({root: 0})]],
	['has a page above one that stands behind it', 'A page of the index does not come before what points to it.', [inner([['a', 1], ['b', 1]]), page([directory('a')]), commit({root: 0})]],
	[
		'has pages that are not in order',
		'A page of the index does not begin with the path it should.',
		[page([directory('a')]), page([directory('b')]), inner([['a', 0], ['c', 1]]), commit({root: 2})],
	],
	['has the same page for all', 'A page of the index does not begin with the path it should.', [page([directory('a')]), inner([['a', 0], ['b', 0]]), commit({root: 1})]],
	['has an index that is too deep', 'The index is more than 8 pages deep.', [
		page([directory('a')]),
		...Array.from({length: 20}, (_, index) => inner([['a', index]])),
		commit({root: 20}),
	]],
	[
		'has a page of 10 MB',
		'The length of an index page is 10485762, which is not a whole number from 0 to 2097152.',
		[Buffer.concat([Uint8Array.of(0x4C, 1), Buffer.alloc(10 * mebibyte, 1)]), commit({root: 0})],
	],
	['has a page of paths that grow without end', 'The paths of an index page are longer than 262144 bytes together.', [pageOfGrowingPaths(), commit({root: 0})]],
	[
		'has a page that claims more extents than it has',
		'A file of the index claims more extents than there is room for.',
		[Buffer.concat([page([file('a', [])]).subarray(0, -1), Uint8Array.of(0xFD, 0xFF, 0xFF)]), commit({root: 0})],
	],
	[
		'has a file in blocks beyond its end',
		'A file of the index lies in blocks that the feed does not have.',
		[content, page([file('a', [{block: 2, offset: 0, length: 7}])]), commit({root: 1})],
	],
	[
		'has a file in blocks far beyond its end',
		'A file of the index lies in blocks that the feed does not have.',
		[content, page([file('a', [{block: 0, offset: 0, length: 2 ** 30}])]), commit({root: 1})],
	],
	[
		'has a file that starts behind its block',
		'A file of the index lies in blocks that the feed does not have.',
		[content, page([file('a', [{block: 0, offset: blockSize, length: 7}])]), commit({root: 1})],
	],
	['has a file whose size is not that of its extents', 'The extents of a file hold less than its size.', [content, otherSize(), commit({root: 1})]],
	[
		'has a file in a block that is shorter than it',
		'A block of this feed is shorter than its index says.',
		[content, page([file('a', [{block: 0, offset: 0, length: 8}])]), commit({root: 1})],
	],
	[
		'has a block that is longer than its blocks are',
		'A block of this feed is larger than its commit says.',
		[new Uint8Array(blockSize + 1), page([file('a', [{block: 0, offset: 0, length: 7}])]), commit({root: 1})],
	],
	[
		'has a small file in two pieces',
		'A file of the index is in more pieces than it has blocks.',
		[content, page([file('a', [{block: 0, offset: 0, length: 3}, {block: 0, offset: 3, length: 4}])]), commit({root: 1})],
	],
	[
		'has a large page of two files',
		'The length of an index page of several items is 45198, which is not a whole number from 0 to 32768.',
		[content, joinedPage(['a', 'b'].map(name => page([file(name, Array.from({length: 4510}, () => ({block: 0, offset: 0, length: 1024})))]))), commit({root: 1})],
	],
	['has a file in a page', 'A block of this feed is shorter than its index says.', [content, page([file('a', [{block: 1, offset: 0, length: 900}])]), commit({root: 1})]],
];

/** While more is to come, a page that was seen before is not read again: there, the receiver waits for more. */
const onlyComplete = new Set(['has the same page for all']);

for (const [what, message, blocks] of malformed) {
	for (const complete of onlyComplete.has(what) ? [true] : [true, false]) {
		test(`a feed that ${what} is refused, and nothing is written${complete ? '' : ', also while it says that more is to come'}`, {timeout: 20_000}, async t => {
			const {folder, machine, serve} = await stage(t);
			const {key} = await serve(complete ? blocks : incomplete(blocks));
			const to = path.join(folder, 'to');
			await assert.rejects(machine('receiver').get(key, to).ended, {code: 'feed-malformed', message});
			assert.deepEqual([...await readTree(folder)].filter(([, {kind}]) => kind !== 'directory'), []);
		});
	}
}

test('files whose hash is not that of their blocks end the get, instead of being fetched for ever', {timeout: 20_000}, async t => {
	const {folder, machine, serve} = await stage(t);
	const large = new Uint8Array(blockSize).fill(7);
	const here: Extent[] = [{block: 0, offset: 0, length: blockSize}];
	const {key} = await serve([large, page([file('a', here), file('b', here)]), commit({root: 1})]);
	await assert.rejects(machine('receiver').get(key, path.join(folder, 'to')).ended, {code: 'feed-malformed', message: /is not that of its blocks/v});
	assert.deepEqual([...await readTree(folder)].filter(([name, {kind}]) => kind !== 'directory' && !isPartName(path.basename(name))), []);
});

test('paths that lead out of the destination are refused and reported, and the others received', async t => {
	const {folder, machine, serve} = await stage(t);
	const here: Extent[] = [{block: 0, offset: 0, length: content.byteLength}];
	const refused = ['../up', '/absolute', 'a/../../up', 'a/./b', 'a//b', 'file/below', 'link/below', 'nul\0', '..', '.ferry-0123456789abcdef00000000.part', `${'x'.repeat(256)}`];
	const entries: Entry[] = [
		...refused.map(name => file(name, here)),
		file('file', here),
		file('good', here),
		symlink('link', '.'),
		symlink('up', '..'),
		symlink('away', '/tmp'),
		symlink('around', 'good/../../x'),
	];
	const {key} = await serve([content, page(entries), commit({root: 1})]);
	const to = path.join(folder, 'to');
	const {events, notCreated} = await machine('receiver').received(key, to);
	assert.deepEqual(
		events.filter(event => event.type === 'not-created').map(({path}) => path).toSorted(),
		[...refused, 'up', 'away', 'around'].toSorted(),
	);
	assert.equal(notCreated, refused.length + 3);
	assert.deepEqual([...(await readTree(folder)).keys()], ['to', 'to/file', 'to/good', 'to/link']);
	assert.deepEqual(await readFile(path.join(to, 'good')), content);
});

test('the name of a share can neither choose where it is written nor fool the terminal', async t => {
	const {folder, bootstrap, serve} = await stage(t);
	for (const name of ['../up', '/tmp/up', '..', '.bashrc', 'red \u001B[31m\nline\u202E', 'a\0b']) {
		const cwd = path.join(folder, 'here');
		await writeLargeFolder(cwd, {large: 0, small: 0, smallBytes: 0});
		const {key} = await serve([content, page([file('good', [{block: 0, offset: 0, length: 7}])]), commit({root: 1, name})]);
		for (const json of [['--json'], []]) {
			const get = startFerry(t, ['get', encodeShareKey(key), '--yes', ...json, '--store', path.join(folder, `store ${json.length}`)], {cwd, env: {FERRY_BOOTSTRAP: bootstrap.join(',')}});
			assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stdout + get.stderr);
			assert.doesNotMatch(get.stdout + get.stderr, /[[\p{Cc}\p{Cf}]--\n]/v);
		}
	}

	const places = await readdir(path.join(folder, 'here'));
	assert.equal(places.length, 12);
	for (const place of places) {
		assert.deepEqual(await readdir(path.join(folder, 'here', place)), ['good']);
	}

	assert.deepEqual((await readdir(folder)).toSorted(), ['here', 'store 0', 'store 1']);
});

test('a version that goes backwards is received as what the newest commit says', async t => {
	const {folder, machine, serve} = await stage(t);
	const core = await serve([content, page([file('a', [{block: 0, offset: 0, length: 7}])]), commit({root: 1, version: 5})]);
	const to = path.join(folder, 'to');
	const receiver = machine('receiver');
	assert.equal((await receiver.received(core.key, to)).version, 5);
	await core.append([page([file('b', [{block: 0, offset: 0, length: 7}])]), commit({root: 3, version: 3, previous: 2})]);
	assert.equal((await receiver.received(core.key, to)).version, 3);
	assert.deepEqual(await readFile(path.join(to, 'b')), content);
});

test('claims of more than any disk holds are too much for this one, and nothing is written', async t => {
	const {folder, machine, serve} = await stage(t);
	const huge = Number.MAX_SAFE_INTEGER;
	const {key} = await serve([commit({complete: false, expected: {files: huge, bytes: huge}})]);
	await assert.rejects(
		machine('receiver').get(key, path.join(folder, 'to')).ended,
		error => error instanceof ExpectedError && error.code === 'disk-full' && /needs 9,007,199,254,740,991 bytes, and [\d,]+ are free/v.test(error.message),
	);
	assert.deepEqual(await readdir(folder), []);
});

test('commits without end take no more memory', async t => {
	const {folder, machine, serve} = await stage(t);
	const core = await serve([commit({complete: false})]);
	const get = machine('receiver').get(core.key, path.join(folder, 'to'));
	await get.event('found');
	const before = process.memoryUsage.rss();
	for (let round = 0; round < 100; round++) {
		await core.append(Array.from({length: 50}, (_, index) => commit({complete: false, version: (round * 50) + index})));
	}

	await core.append(randomBytes(1000));
	await assert.rejects(get.ended, isMalformed);
	const grown = process.memoryUsage.rss() - before;
	t.diagnostic(`${(grown / mebibyte).toFixed(0)} MiB more than before`);
	assert.ok(grown < 100 * mebibyte);
});

test('a malformed feed takes no more than 100 MB of memory', async t => {
	const {folder, machine, serve} = await stage(t);
	const before = process.memoryUsage.rss();
	for (const [index, {2: blocks}] of malformed.entries()) {
		const {key} = await serve(blocks);
		await assert.rejects(machine(`receiver ${index}`).get(key, path.join(folder, 'to')).ended, isMalformed);
	}

	const grown = process.memoryUsage.rss() - before;
	t.diagnostic(`${(grown / mebibyte).toFixed(0)} MiB more than before, with ${malformed.length} feeds`);
	assert.ok(grown < 100 * mebibyte);
});

test('a peer that sends wrong bytes harms nothing while an honest one is there', async t => {
	const {folder, machine, pass} = await stage(t);
	const from = path.join(folder, 'from');
	const to = path.join(folder, 'to');
	const {hashes} = await writeLargeFolder(from, {large: 8, small: 20, smallBytes: 50_000});
	const share = machine('sharer').share(from);
	const key = await share.key();
	await share.event('version');

	const liar = await pass(key, lyingBlocks());
	await liar.update({wait: true});
	await liar.download({start: 0, end: liar.length}).done();
	const {events} = await machine('receiver').received(key, to);
	assert.ok(events.filter(({type}) => type === 'peer-connected').length > 1);
	for (const [name, hash] of hashes) {
		assert.equal(createHash('sha256').update(await readFile(path.join(to, name))).digest('hex'), hash);
	}
});

/** Keeps every block, and gives out other bytes. */
function lyingBlocks(): BlockStore {
	const honest = memoryBlocks(() => true);
	return {
		...honest,
		async read(index) {
			const bytes = await honest.read(index);
			bytes?.fill(0xFF, 0, 1);
			return bytes;
		},
	};
}

function isMalformed(error: unknown): boolean {
	assert.ok(error instanceof ExpectedError, String(error instanceof Error ? error.stack : error));
	assert.equal(error.code, 'feed-malformed', error.stack);
	return true;
}

/** A page whose file says that it has another size than its extents: what no encoder writes. */
function otherSize(): Uint8Array {
	const bytes = Buffer.from(page([file('a', [{block: 0, offset: 0, length: 7}])]));
	bytes[bytes.indexOf(7)] = 9;
	return bytes;
}

/** Each path shares all of the one before and has one byte more: few bytes here, millions there. */
function pageOfGrowingPaths(): Uint8Array {
	const entries = Array.from({length: 4000}, (_, index) => Uint8Array.of(...numberBytes(index), 1, 0x61, 3, 0, 0));
	return Buffer.concat([Uint8Array.of(0x4C, 1), ...entries]);
}
