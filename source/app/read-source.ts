import {createHash, hash} from 'node:crypto';
import type {Stats} from 'node:fs';
import {systemErrorCode} from '../base/errors.ts';
import {restFrom} from '../base/rest-from.ts';
import type {Extent, FileEntry} from '../feed/entry.ts';
import {openBlocks, type BlockReader} from '../folder/read-blocks.ts';
import {readSmallFile, type SmallFile} from '../folder/read-small-file.ts';
import type {Found} from '../folder/scan.ts';
import {worthAThread, type BlockHasher} from '../storage/block-hasher.ts';
import {
	isSameSignature, matchesSignature, signatureOf, type Signature,
} from '../storage/stored-file.ts';
import {cutHere} from './cut-here.ts';
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

/** The outcome: an entry with what the file looked like, or why there is none. */
export type ReadSource = {readonly entry: FileEntry; readonly signature: Signature} | {readonly leftOut: LeftOutReason};

/**
Reads a file of the user's into the staged batch and says what its entry is. Content that the feed already has adds no data.

A file that is edited meanwhile is read again; one that never rests is left out.

@param before - what the last version has at its path: what is the same in a large file is not appended again. If an earlier run ended while this file was read, it goes on after it.
*/
export async function readSource(found: FoundFile, reading: Reading, before?: FileEntry): Promise<ReadSource> {
	for (let attempt = 0; attempt < mostAttempts; attempt++) {
		reading.signal.throwIfAborted();
		try {
			const result = await readOnce(found, reading, {
				interrupted: attempt === 0 && !before?.sha256 ? before : undefined,
				before: attempt < mostAttempts - 1 ? before : undefined,
			});
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

type Earlier = {
	/** What to go on after. */
	readonly interrupted: FileEntry | undefined;
	/** What may have the same blocks. */
	readonly before: FileEntry | undefined;
};

/** Undefined when the file changed meanwhile. */
async function readOnce(found: FoundFile, reading: Reading, earlier: Earlier): Promise<ReadSource | undefined> {
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
		return await fromLarge(found, reader, reading, earlier);
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

async function fromLarge(found: FoundFile, reader: BlockReader, reading: Reading, {interrupted, before}: Earlier): Promise<ReadSource | undefined> {
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

	const recorded = feed.known.get(found.path)?.signature;
	const extents: Extent[] = recorded && interrupted && matchesSignature(stats, recorded) ? [...interrupted.extents] : [];
	const start = extents.reduce((sum, {length}) => sum + length, 0);
	const old = before && await feed.oldBlocks(before);
	const unmarked = new Set(old?.numbers.filter((_, index) => Number.isNaN(old.marks[index])));
	const isLarge = !feed.keepsHistory && signature.size - start >= worthAThread;
	const cut = {
		start, size: signature.size, old, mostExtents: feed.delta.mostExtents(signature.size) - extents.length,
	};
	const runs = isLarge ? reading.hasher.hash({place: found.place, ...cut}) : cutHere(reader, {blockSize: feed.blockSize, ...cut});
	let position = 0;
	for await (const run of runs) {
		reading.signal.throwIfAborted();
		if ('sha256' in run) {
			const isWhole = position === signature.size && isInFewPieces(extents, position, feed.blockSize);
			if (isWhole && isSameSignature(run.signature, signature) && matchesSignature(await reader.stat(), signature)) {
				return {entry: entryOf(found, stats, run.sha256, extents), signature};
			}

			break;
		}

		for (const block of run.blocks) {
			const extent = 'bytes' in block ? feed.pack.addBlock(block.bytes) : {block: block.number, offset: 0, length: block.byteLength};
			addExtent(extents, extent, feed.blockSize);
			if ('bytes' in block || unmarked.has(extent.block)) {
				feed.delta.mark(extent.block, block.mark);
			}
		}

		position += run.byteLength;
		reading.onBytes(run.byteLength);
		if (feed.isFull && position < signature.size && isInFewPieces(extents, position, feed.blockSize)) {
			await reading.appendPart(entryOf(found, stats, undefined, [...extents]), signature);
		}
	}

	feed.release(found.path);
	feed.orphan(extents);
	return undefined;
}

async function digest(reader: BlockReader, size: number, {signal}: Reading): Promise<Uint8Array> {
	const hasher = createHash('sha256');
	for await (const block of reader.blocks(0, size)) {
		signal.throwIfAborted();
		hasher.update(block);
	}

	return hasher.digest();
}

/** Lengthens the last extent where the new one follows it. */
function addExtent(extents: Extent[], added: Extent, blockSize: number): void {
	const last = extents.at(-1);
	if (last && last.block + (last.length / blockSize) === added.block) {
		extents[extents.length - 1] = {...last, length: last.length + added.length};
	} else {
		extents.push(added);
	}
}

/** Whether receivers take so many extents for so many bytes. Old blocks are used so that they do; but where a batch ends in the middle of new ones nobody knows before. */
function isInFewPieces(extents: readonly Extent[], bytes: number, blockSize: number): boolean {
	return extents.length <= Math.ceil(bytes / blockSize);
}

function entryOf({path}: FoundFile, stats: Stats, sha256: Uint8Array | undefined, extents: readonly Extent[]): FileEntry {
	return {
		kind: 'file', path, size: stats.size, mtime: Math.floor(stats.mtimeMs), mode: stats.mode & 0o777, sha256, extents,
	};
}
