import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {existsSync} from 'node:fs';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {encodeShareKey} from '../../source/link/share-key.ts';
import type {Extent, FileEntry} from '../../source/feed/entry.ts';
import {
	blockSize, chunks, commit, content, directory, feedOf, file, incomplete, inner, joinedPage, page,
} from '../helpers/made-up-feed.ts';
import {startFerry} from '../helpers/run-ferry.ts';
import {stage, type Stage} from '../helpers/serve-feed.ts';

const most = 100_000_000;
const mebibyte = 1024 * 1024;
const skip = existsSync('/proc/self/status') ? false : 'this system doesn’t tell the peak memory of a process in /proc';
const tellPeakMemory = fileURLToPath(new URL('../fixtures/tell-peak-memory.ts', import.meta.url));

const small = feedOf([content], [Array.from({length: 100}, (_, index) => file(name(index), [{block: 0, offset: 0, length: 7}]))]);

/** Whole blocks in an order in which no two make one run. */
const scattered = (index: number): Extent => ({block: (index * 1999) % 1200, offset: 0, length: blockSize});
const data = Array.from({length: 1200}, (_, index) => Buffer.alloc(blockSize, index % 251));

/** With a letter that makes each of its letters take two bytes in memory. */
const longFolder = `\u{100}/${'d'.repeat(255)}/`.repeat(14);

/** Feeds that take much memory where nobody looks, as few bytes as they have; with what the error says, unless they are received. */
const feeds: ReadonlyArray<readonly [what: string, message: RegExp | undefined, makeBlocks: () => readonly Uint8Array[]]> = [
	[
		'200 files in 2,000 pieces each of one block',
		/more pieces than it has blocks/v,
		() => feedOf([data[0]!], chunks(repeat(200, index => file(name(index), repeat(2000, offset => ({block: 0, offset: offset % blockSize, length: 1})))), 2)),
	],
	[
		'a file in as many pieces as a page holds, of one block',
		/more pieces than it has blocks/v,
		() => feedOf([data[0]!], [[file('a', repeat(65_536, offset => ({block: 0, offset: offset % blockSize, length: 1})))]]),
	],
	[
		'files in as many whole blocks as pages hold',
		/in too many pieces/v,
		() => feedOf([data[0]!], repeat(8, index => [file(name(index), repeat(65_536, () => ({block: 0, offset: 0, length: blockSize})))])),
	],
	[
		'files in as many pieces as there may be, of one block',
		undefined,
		() => feedOf([data[0]!], repeat(2, index => [wholeBlocks(index, repeat(32_000, () => ({block: 0, offset: 0, length: blockSize})))])),
	],
	[
		'files in as many pieces as there may be, of many blocks',
		undefined,
		() => feedOf(data, repeat(60, index => [wholeBlocks(index, repeat(1000, place => scattered(place + index)))])),
	],
	[
		'files of a hundred thousand blocks',
		/shorter than its index says/v,
		() => feedOf(repeat(100_000, () => Uint8Array.of(1)), chunks(repeat(500, index => file(name(index), [{block: 0, offset: 0, length: 99_000 * blockSize}])), 300)),
	],
	['a large page of many items', /index page of several items/v, () => [
		...repeat(90, index => page([file(String.fromCodePoint(0x21 + index), repeat(2000, block => ({block, offset: 0, length: 1})))])),
		joinedPage(repeat(90, index => page([directory(`${String.fromCodePoint(0x21 + index)}${'a'.repeat(1000)}`)]))),
		commit({root: 90}),
	]],
	['pages of 8 MiB beside each other', /length of an index page is 8388608/v, () => [
		...repeat(20, () => Buffer.concat([Uint8Array.of(0x4C, 1), Buffer.alloc((8 * mebibyte) - 2, 1)])),
		inner(repeat(20, index => [name(index), index] as const)),
		commit({root: 20}),
	]],
	[
		'blocks of 8 MiB',
		/larger than its commit says/v,
		() => feedOf(repeat(20, index => Buffer.alloc(8 * mebibyte, index)), [repeat(20, index => file(name(index), [{block: index, offset: 0, length: blockSize}]))]),
	],
	['wide pages on each level of the index', /does not begin with the path it should|not in order/v, () => [
		page([directory('a')]),
		...repeat(7, level => inner([['a', level], ...repeat(3500, index => [`${String.fromCodePoint(0x7A - level)}${'x'.repeat(50)}${name(index)}`, 0] as const)])),
		commit({root: 7}),
	]],
	['many long paths', /longer than 512 bytes/v, () => feedOf([], chunks(repeat(5000, index => directory(`${longFolder}${name(index)}`)), 60))],
	['as many long paths as there may be', undefined, () => feedOf([content], chunks(repeat(2048, index => file(`${longFolder}${name(index)}`, [{block: 0, offset: 0, length: 7}])), 60))],
	['many deep paths', /leaves out directories/v, () => feedOf([content], chunks(repeat(1000, index => file(`${name(index)}${'/a'.repeat(250)}`, [{block: 0, offset: 0, length: 7}])), 15))],
];

test('no feed takes a receiver more than 100 MB beyond what a small share takes', {skip}, async t => {
	const stand = await stage(t);
	const {peak: usual} = await receive(t, stand, small);
	t.diagnostic(`a small share takes ${megabytes(usual)} MB`);
	for (const [what, message, makeBlocks] of feeds) {
		await t.test(what, async t => {
			const blocks = makeBlocks();
			for (const variant of message ? [blocks, incomplete(blocks)] : [blocks]) {
				const {peak, output} = await receive(t, stand, variant);
				assert.match(output, message ? new RegExp(`feed-malformed.*(?:${message.source})`, 'v') : /"event":"received"/v);
				t.diagnostic(`${megabytes(peak - usual)} MB more, for a feed of ${megabytes(variant.reduce((sum, {byteLength}) => sum + byteLength, 0))} MB`);
				assert.ok(peak - usual < most, `It took ${peak} bytes`);
			}
		});
	}
});

test('before the user is told of it, an index of any number of entries takes next to nothing', {skip}, async t => {
	const stand = await stage(t);
	const {peak: usual} = await receive(t, stand, small);
	const many = feedOf([content], chunks(repeat(200_000, index => file(name(index), [{block: 0, offset: 0, length: 7}])), 400));
	// All of it is looked through to find that nothing is wanted.
	const {peak, output} = await receive(t, stand, many, ['--only', 'nothing']);
	assert.match(output, /"code":"entry-missing"/v);
	t.diagnostic(`${megabytes(peak - usual)} MB more, for 200,000 files`);
	assert.ok(peak - usual < 50_000_000, `It took ${peak} bytes`);
});

/** Gets a feed in a process of its own, and tells the most memory that it has had. */
async function receive(t: TestContext, {folder, bootstrap, serve}: Stage, blocks: readonly Uint8Array[], options: readonly string[] = []): Promise<{readonly peak: number; readonly output: string}> {
	const core = await serve(blocks);
	const place = path.join(folder, Buffer.from(core.discoveryKey).toString('hex').slice(0, 8));
	const get = startFerry(t, ['get', encodeShareKey(core.key), path.join(place, 'to'), '--yes', '--json', '--store', path.join(place, 'store'), ...options], {
		env: {FERRY_BOOTSTRAP: bootstrap.join(','), NODE_OPTIONS: `--import=${tellPeakMemory}`},
	});
	await get.ended;
	const [, kibibytes] = await get.line(/^VmHWM (?<size>\d+)$/v);
	await core.close();
	return {peak: Number(kibibytes) * 1024, output: get.stdout};
}

/** A file whose blocks hold what its hash says. */
function wholeBlocks(index: number, extents: readonly Extent[]): FileEntry {
	return file(name(index), extents, Buffer.concat(extents.map(({block}) => data[block]!)));
}

function repeat<Item>(count: number, make: (index: number) => Item): Item[] {
	return Array.from({length: count}, (_, index) => make(index));
}

function name(index: number): string {
	return String(index).padStart(8, '0');
}

function megabytes(bytes: number): string {
	return (bytes / 1_000_000).toFixed(1);
}
