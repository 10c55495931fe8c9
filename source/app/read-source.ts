import {createHash, hash} from 'node:crypto';
import type {Stats} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import {systemErrorCode} from '../base/errors.ts';
import type {Extent, FileEntry} from '../feed/entry.ts';
import {openBlocks, type BlockReader} from '../folder/read-blocks.ts';
import {readSmallFile, type SmallFile} from '../folder/read-small-file.ts';
import type {Found} from '../folder/scan.ts';
import type {BlockHasher, HashedRun, WholeHash} from '../storage/block-hasher.ts';
import {
	isSameSignature, matchesSignature, signatureOf, type Signature,
} from '../storage/stored-file.ts';
import type {LeftOutReason} from './events.ts';
import type {FeedContent} from './feed-content.ts';
import type {SourceFeed} from './source-feed.ts';

export type FoundFile = Extract<Found, {kind: 'file'}>;

/** An append that has to happen while a large file is still being read. */
export type AppendPart = (growing: FileEntry, signature: Signature) => Promise<void>;

export type Reading = {
	readonly feed: SourceFeed;
	readonly content: Pick<FeedContent, 'hasSize' | 'find'>;
	readonly appendPart: AppendPart;
	/** For large files. */
	readonly hasher: BlockHasher;
	readonly onBytes: (bytes: number) => void;
	readonly signal: AbortSignal;
};

/** How often a file that changes while it is read is read again before it is left out. */
const mostAttempts = 3;
/** The system's clock for files ticks every 1 to 10 ms: an edit within the tick of the last look can't be seen, so such a file is left to rest first. */
const clockTick = 20;

/** Bytes: starting a thread takes as long as hashing some megabytes. */
const worthAThread = 8 * 1024 * 1024;

/** The outcome: an entry with what the file looked like, or why there is none. */
export type ReadSource = {readonly entry: FileEntry; readonly signature: Signature} | {readonly leftOut: LeftOutReason};

/**
Reads a file of the user's into the staged batch and says what its entry is. Content that the feed already has adds no data.

A file that is edited meanwhile is read again; one that never rests is left out.

@param interrupted - the entry of an earlier run that ended while this file was read: it goes on after it.
*/
export async function readSource(found: FoundFile, reading: Reading, interrupted?: FileEntry): Promise<ReadSource> {
	for (let attempt = 0; attempt < mostAttempts; attempt++) {
		reading.signal.throwIfAborted();
		try {
			const result = await readOnce(found, reading, attempt === 0 ? interrupted : undefined);
			if (result) {
				return result;
			}
		} catch (error) {
			const code = systemErrorCode(error);
			if (code === 'ENOENT' || code === 'ENOTDIR') {
				return {leftOut: 'gone'};
			}

			if (['EACCES', 'EPERM', 'EIO', 'ELOOP', 'EISDIR', 'ENXIO'].includes(code)) {
				return {leftOut: 'unreadable'};
			}

			throw error;
		}
	}

	return {leftOut: 'changing'};
}

/** Undefined when the file changed meanwhile. */
async function readOnce(found: FoundFile, reading: Reading, interrupted: FileEntry | undefined): Promise<ReadSource | undefined> {
	await restFrom(found.ctimeMs);
	const {feed} = reading;
	const small = found.size < feed.blockSize ? readSmallFile(found.place, feed.blockSize - 1) : undefined;
	if (small) {
		const signature = signatureOf(small.before);
		if (small.bytes.byteLength !== signature.size || !matchesSignature(small.after, signature)) {
			return undefined;
		}

		return fromSmall(found, small, reading);
	}

	const reader = await openBlocks(found.place, feed.blockSize);
	try {
		return await fromLarge(found, reader, reading, interrupted);
	} finally {
		await reader.close();
	}
}

async function fromSmall(found: FoundFile, {bytes, before}: SmallFile, {feed, content, onBytes}: Reading): Promise<ReadSource> {
	const sha256 = hash('sha256', bytes, 'buffer');
	const extents = bytes.byteLength === 0 ? [] : (await content.find(sha256, bytes.byteLength) ?? [feed.pack.addSmall(bytes)]);
	onBytes(bytes.byteLength);
	return {entry: entryOf(found, before, sha256, extents), signature: signatureOf(before)};
}

async function fromLarge(found: FoundFile, reader: BlockReader, reading: Reading, interrupted: FileEntry | undefined): Promise<ReadSource | undefined> {
	const {feed, content} = reading;
	const stats = await reader.stat();
	const signature = signatureOf(stats);
	if (content.hasSize(signature.size)) {
		const sha256 = await digest(reader, signature.size, reading);
		const extents = await content.find(sha256, signature.size);
		if (extents && matchesSignature(await reader.stat(), signature)) {
			return {entry: entryOf(found, stats, sha256, extents), signature};
		}
	}

	const before = feed.known.get(found.path)?.signature;
	let extents: readonly Extent[] = before && interrupted && matchesSignature(stats, before) ? interrupted.extents : [];
	const start = extents.reduce((sum, {length}) => sum + length, 0);
	const isLarge = !feed.keepsHistory && signature.size - start >= worthAThread;
	const runs = isLarge ? reading.hasher.hash({place: found.place, start, size: signature.size}) : hashHere(reader, start, signature.size);
	let position = 0;
	for await (const run of runs) {
		reading.signal.throwIfAborted();
		if ('sha256' in run) {
			if (position === signature.size && isSameSignature(run.signature, signature) && matchesSignature(await reader.stat(), signature)) {
				return {entry: entryOf(found, stats, run.sha256, extents), signature};
			}

			break;
		}

		for (const block of run.blocks) {
			extents = withBlock(extents, feed.pack.addBlock(block), feed.blockSize);
		}

		position += run.byteLength;
		reading.onBytes(run.byteLength);
		if (feed.isFull && position < signature.size) {
			await reading.appendPart(entryOf(found, stats, undefined, extents), signature);
		}
	}

	feed.release(found.path);
	feed.orphan(extents);
	return undefined;
}

/** As a thread does it, but here, and with the bytes. */
async function * hashHere(reader: BlockReader, start: number, size: number): AsyncGenerator<HashedRun | WholeHash, void> {
	const hasher = createHash('sha256');
	let position = 0;
	for await (const block of reader.blocks(0, size)) {
		hasher.update(block);
		yield {byteLength: block.byteLength, blocks: position < start ? [] : [block]};
		position += block.byteLength;
	}

	yield {sha256: hasher.digest(), signature: signatureOf(await reader.stat())};
}

async function digest(reader: BlockReader, size: number, {signal}: Reading): Promise<Uint8Array> {
	const hasher = createHash('sha256');
	for await (const block of reader.blocks(0, size)) {
		signal.throwIfAborted();
		hasher.update(block);
	}

	return hasher.digest();
}

/** Lengthens the last extent where the new block follows it. */
function withBlock(extents: readonly Extent[], added: Extent, blockSize: number): Extent[] {
	const last = extents.at(-1);
	return last && last.block + (last.length / blockSize) === added.block
		? [...extents.slice(0, -1), {...last, length: last.length + added.length}]
		: [...extents, added];
}

function entryOf({path}: FoundFile, stats: Stats, sha256: Uint8Array | undefined, extents: readonly Extent[]): FileEntry {
	return {
		kind: 'file', path, size: stats.size, mtime: Math.floor(stats.mtimeMs), mode: stats.mode & 0o777, sha256, extents,
	};
}

async function restFrom(ctimeMs: number): Promise<void> {
	const age = Date.now() - ctimeMs;
	if (age >= 0 && age < clockTick) {
		await delay(clockTick - age);
	}
}
