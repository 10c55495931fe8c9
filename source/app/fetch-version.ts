import {ExpectedError} from '../base/errors.ts';
import type {FileEntry} from '../feed/entry.ts';
import {malformed} from '../feed/malformed.ts';
import {openBlocks} from '../folder/read-blocks.ts';
import {rangesOf} from '../storage/slice-map.ts';
import {getAvailable} from './available.ts';
import type {PeerBytes} from './events.ts';
import {readAhead, stepsOf, type Step} from './read-ahead.ts';
import {Senders} from './senders.ts';
import {availability, type ReadOptions} from './share-reader.ts';
import type {VersionSource} from './version-source.ts';
import type {VersionWriter, WrittenFile} from './version-writer.ts';

export type FetchVersionOptions = ReadOptions & {
	readonly writer: VersionWriter;
	/** A file can't be had after all. */
	readonly onGone: (path: string) => void;
};

/**
Writes every file of a version that can be had: what is on this disk from there, the rest from peers.

@returns who sent what.
*/
export async function fetchVersion(source: VersionSource, options: FetchVersionOptions): Promise<PeerBytes[]> {
	const {writer} = options;
	await source.openHere();
	await copyHere(source, writer);
	await source.spareHere();
	const senders = new Senders(() => Number.POSITIVE_INFINITY);
	while (!await fetchFiles(source, {...options, senders})) {
		// A part of an earlier run was not what it should be: the file starts again.
	}

	await writer.complete(source.entries());
	return senders.take();
}

/** Whether a file can be had without peers, as far as is recorded. */
export async function isHere({here, version}: VersionSource, entry: FileEntry): Promise<boolean> {
	if (entry.size === 0 || !here?.here) {
		return entry.size === 0;
	}

	if (!here.here.keepsHistory) {
		return here.here.recorded(entry) !== undefined;
	}

	const has = await Promise.all(rangesOf(entry.extents, version.commit.blockSize).map(async ({start, end}) => here.core.has(start, end)));
	return has.every(Boolean);
}

async function copyHere(source: VersionSource, writer: VersionWriter): Promise<void> {
	for await (const entry of source.entries()) {
		const file = entry.kind === 'file' && !await isHere(source, entry) ? undefined : await writer.begin(entry);
		if (file) {
			for await (const bytes of readHere(source, file)) {
				await writer.write(file, bytes);
			}

			// If it was changed meanwhile, peers may have it.
			await writer.finish(file);
		}
	}
}

async function * readHere({here, version}: VersionSource, {entry, part}: WrittenFile): AsyncGenerator<Uint8Array, void, void> {
	const {blockSize} = version.commit;
	const place = here?.here?.keepsHistory ? undefined : here?.here?.recorded(entry);
	if (place !== undefined) {
		const reader = await openBlocks(place, blockSize);
		try {
			yield * reader.blocks(part.position, entry.size);
		} finally {
			await reader.close();
		}

		return;
	}

	for (const {block, start, length} of stepsOf(entry, entry.extents, {blockSize, from: part.position})) {
		const bytes = await here?.core.get(block, {wait: false});
		if (!bytes) {
			return;
		}

		yield bytes.subarray(start, start + length);
	}
}

/** @returns false when something has to be fetched again. */
async function fetchFiles(source: VersionSource, options: FetchVersionOptions & {readonly senders: Senders}): Promise<boolean> {
	const {writer, onGone} = options;
	const {blockSize} = source.version.commit;
	let isSound = true;
	const finish = async (file: WrittenFile): Promise<void> => {
		if (await writer.finish(file)) {
			return;
		}

		if (!file.part.wasBegun) {
			throw malformed(`The SHA-256 of the file ${JSON.stringify(file.entry.path)} is not that of its blocks.`);
		}

		isSound = false;
	};

	const steps = async function * (): AsyncGenerator<Step<WrittenFile>, void, void> {
		for await (const entry of source.entries()) {
			const file = await writer.begin(entry);
			if (file && file.part.position === file.entry.size) {
				await finish(file);
			} else if (file) {
				yield * stepsOf(file, source.extentsOf(file.entry), {blockSize, from: file.part.position});
			}
		}
	};

	const dropped = new Set<WrittenFile>();
	for await (const {step: {file, length}, bytes} of readAhead(steps(), fromPeers(source, options))) {
		if (dropped.has(file)) {
			continue;
		}

		if (!bytes) {
			dropped.add(file);
			writer.drop(file);
			onGone(file.entry.path);
			continue;
		}

		if (bytes.byteLength < length) {
			throw malformed('A block of this feed is shorter than its index says.');
		}

		await writer.write(file, bytes);
		if (file.part.position === file.entry.size) {
			await finish(file);
		}
	}

	return isSound;
}

/** Peers are asked for when the first block is. */
function fromPeers(source: VersionSource, options: ReadOptions & {readonly senders: Senders}): Parameters<typeof readAhead>[1] {
	let isHeard = false;
	return {
		async fetch(block) {
			const {core, signal} = await source.peers();
			if (!isHeard) {
				isHeard = true;
				core.on('download', options.senders.onDownload);
			}

			try {
				return await getAvailable(core, block, availability(options, signal, gone));
			} catch (error) {
				if (error instanceof ExpectedError && error.code === 'content-gone') {
					return undefined;
				}

				throw error;
			}
		},
		async release(block) {
			const {core} = await source.peers();
			await core.clear(block, block + 1);
		},
	};
}

function gone(): ExpectedError {
	return new ExpectedError('content-gone', 'Nobody who can be reached has this block.', {hint: 'Try again later.'});
}
