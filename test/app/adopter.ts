import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {lstatSync, writeFileSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import type Hypercore from 'hypercore';
import {Adopter} from '../../source/app/adopter.ts';
import {ContentHasher} from '../../source/app/content-hasher.ts';
import {ReceivedFile} from '../../source/app/received-file.ts';
import type {Extent} from '../../source/feed/entry.ts';
import {InPlaceBlocks} from '../../source/storage/in-place-blocks.ts';
import {KnownFiles} from '../../source/storage/known-files.ts';
import {readLeaf} from '../../source/storage/open-feed.ts';
import {SliceMap} from '../../source/storage/slice-map.ts';
import {signatureOf, type StoredFile} from '../../source/storage/stored-file.ts';
import {openDatabase} from '../helpers/database.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const blockSize = 100;
const blocks = Array.from({length: 23}, (_, index) => Buffer.alloc(blockSize, `block ${index} `));
const content = Buffer.concat(blocks);
const everything: readonly Extent[] = [{block: 0, offset: 0, length: content.length}];

type Adopting = {
	readonly source: Hypercore;
	readonly copy: Hypercore;
	readonly slices: SliceMap<StoredFile>;
	readonly adopter: Adopter;
	readonly errors: unknown[];
	/** Puts a file there, as one that was found to be what the share has. */
	readonly stand: (name: string, bytes: Uint8Array, extents: readonly Extent[], isWhole?: boolean) => Promise<ReceivedFile>;
	/** The blocks that are here, of those that files may have. */
	readonly here: () => number[];
	readonly connect: () => Promise<void>;
};

/** A feed of 24 blocks, and a copy that has the last one. */
async function adopting(t: TestContext): Promise<Adopting> {
	const directory = await temporaryFolder(t);
	const source = await memoryFeed(t);
	await source.append([...blocks, Buffer.from('commit')]);
	const slices = new SliceMap<StoredFile>(blockSize);
	const known = new KnownFiles(openDatabase(t).sql);
	const hasher = new ContentHasher(slices);
	const errors: unknown[] = [];
	const found: {copy?: Hypercore} = {};
	const store = new InPlaceBlocks({
		slices,
		leafOf: async index => readLeaf(found.copy!, index),
		hasBlock: index => found.copy!.core.bitfield.get(index),
		prepare: () => true,
		clearPart: () => true,
		onChanged(file) {
			slices.remove(file, everything);
		},
		onBroken: () => undefined,
		onStored: () => undefined,
		onFailed: () => undefined,
	});
	const copy = await memoryFeed(t, source.key, store);
	found.copy = copy;
	const {signal} = new AbortController();
	const adopter = new Adopter({
		core: copy,
		blocks: store,
		slices,
		hasher,
		signal,
		onError(error) {
			errors.push(error);
		},
	});
	t.after(async () => {
		store.close();
		await hasher.close();
	});
	const connection = await connectFeeds(t, source, copy);
	await copy.get(blocks.length);
	return {
		source,
		copy,
		slices,
		adopter,
		errors,
		async stand(name, bytes, extents, isWhole = true) {
			const place = path.join(directory, name);
			await writeFile(place, bytes);
			known.set(name, {placedAs: undefined, signature: signatureOf(lstatSync(place))});
			const entry = {...fileEntry(name, ''), size: bytes.length, extents};
			const file = new ReceivedFile({
				entry, share: {directory, share: 'share', known}, replace: false, placedAs: undefined, isWhole, pass: 1,
			});
			slices.add(file, extents);
			return file;
		},
		here: () => blocks.map((_, index) => index).filter(index => copy.core.bitfield.get(index)),
		async connect() {
			connection.destroy();
			await connectFeeds(t, source, copy);
		},
	};
}

const all = blocks.map((_, index) => index);

test('a file that is the same is here, and its blocks are served from it', async t => {
	const {source, copy, adopter, stand, here, errors} = await adopting(t);
	adopter.add([await stand('file', content, everything)]);
	await adopter.settled();
	assert.deepEqual([here(), errors], [all, []]);
	const other = await memoryFeed(t, source.key);
	await connectFeeds(t, copy, other);
	assert.deepEqual(await other.get(13), blocks[13]);
});

test('blocks that differ are not here, and all others are', async t => {
	const {adopter, stand, here} = await adopting(t);
	const edited = Buffer.from(content);
	edited.write('EDITED', 550);
	edited.write('EDITED', 1999);
	adopter.add([await stand('file', edited, everything)]);
	await adopter.settled();
	assert.deepEqual(here(), all.filter(index => ![5, 19, 20].includes(index)));
});

test('of a sharer whose blocks are nothing like its files, nothing is', async t => {
	const {adopter, stand, here, errors} = await adopting(t);
	adopter.add([await stand('file', Buffer.alloc(content.length, 1), everything)]);
	await adopter.settled();
	assert.deepEqual([here(), errors], [[], []]);
});

test('a block of several files is here when all of them are', async t => {
	const {adopter, stand, here} = await adopting(t);
	const [first, second] = [{block: 4, offset: 0, length: 30}, {block: 4, offset: 30, length: 70}];
	const half = await stand('half', blocks[7]!.subarray(0, 50), [{block: 7, offset: 0, length: 50}]);
	adopter.add([await stand('first', blocks[4]!.subarray(0, 30), [first]), await stand('second', blocks[4]!.subarray(30), [second]), half]);
	await adopter.settled();
	assert.deepEqual(here(), [4]);
	adopter.add([await stand('other half', blocks[7]!.subarray(50), [{block: 7, offset: 50, length: 50}])]);
	await adopter.settled();
	assert.deepEqual(here(), [4, 7]);
});

test('a block that is still on its way to a file is left to come', async t => {
	const {adopter, stand, here} = await adopting(t);
	const file = await stand('file', content.subarray(0, 300), [{block: 0, offset: 0, length: 300}]);
	await stand('part', new Uint8Array(0), [{block: 1, offset: 0, length: 100}], false);
	adopter.add([file]);
	await adopter.settled();
	assert.deepEqual(here(), [0, 2]);
});

test('what is edited or leaves while it is adopted is not here', async t => {
	const {copy, adopter, stand, here, slices} = await adopting(t);
	const edited = await stand('edited', content.subarray(0, 300), [{block: 0, offset: 0, length: 300}]);
	const gone = await stand('gone', content.subarray(300, 600), [{block: 3, offset: 0, length: 300}]);
	const stays = await stand('stays', content.subarray(600, 900), [{block: 6, offset: 0, length: 300}]);
	const {wireRequest} = copy.peers[0]!;
	const send = wireRequest.send.bind(wireRequest);
	wireRequest.send = request => {
		// All of them have been hashed.
		writeFileSync(edited.place, 'edited');
		slices.remove(gone, gone.entry.extents);
		send(request);
	};

	adopter.add([edited, gone, stays]);
	await adopter.settled();
	assert.deepEqual(here(), [6, 7, 8]);
});

test('what is known already needs nobody', async t => {
	const {copy, adopter, stand, here} = await adopting(t);
	// The last block came with the nodes beside its way up, and the roots are known in any case.
	copy.peers[0]!.stream.destroy();
	adopter.add([await stand('file', content, everything)]);
	await adopter.settled();
	assert.deepEqual(here(), all);
});

test('what nobody can prove waits for somebody who can', async t => {
	const {copy, adopter, stand, here, connect} = await adopting(t);
	const [peer] = copy.peers;
	peer!.paused = true;
	adopter.add([await stand('file', content.subarray(0, 1000), [{block: 0, offset: 0, length: 1000}])]);
	await adopter.settled();
	assert.deepEqual(here(), []);
	const adopted = new Promise<void>(resolve => {
		const {replicator} = copy.core;
		const onhave = replicator.onhave.bind(replicator);
		replicator.onhave = (...range) => {
			onhave(...range);
			resolve();
		};
	});
	await connect();
	await adopted;
	await adopter.settled();
	assert.deepEqual(here(), all.slice(0, 10));
});
