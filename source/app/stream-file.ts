import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import type Hypercore from 'hypercore';
import {ExpectedError} from '../base/errors.ts';
import {joinRanges, type BlockRange} from '../base/join-ranges.ts';
import {mapAhead} from '../base/map-ahead.ts';
import {malformed} from '../feed/malformed.ts';
import {hasEverything} from '../transfer/has-everything.ts';
import {peersOf} from '../transfer/rest-peer.ts';
import {getAvailable, untilAvailable} from './available.ts';
import {firstCommit} from './first-commit.ts';
import {
	blocksOfFile, contentGone, findFile, type FoundFile,
} from './found-file.ts';
import {sampleProgress} from './progress.ts';
import {stepsOf, type Step} from './read-ahead.ts';
import {growth, wholeBlocksOf} from './received-file.ts';
import {availability, type ReadOptions, type ShareReader} from './share-reader.ts';
import {untilGrown} from './until-grown.ts';
import type {Version} from './versions.ts';

export type StreamOptions = ReadOptions & {
	/** Whoever takes the bytes gets the share that way: its peers are told in the end. */
	readonly isDelivery?: boolean;
};

/** Blocks that are asked for ahead of the one that is waited for: 8 MiB. */
const mostBlocks = 32;
/** Blocks that have been given are let go so many at a time: each time the feed has to wait. */
const mostGiven = 16;

/**
The newest file of a path from peers, in order, as its blocks arrive; of one whose sharer is still reading it also what comes, to its end.

Each block is verified by itself; that the bytes are all of the file's is known in the end, when it has a SHA-256.

@param path - undefined: the only file there is.
@throws ExpectedError `entry-missing`, `no-peer`, `content-gone` when nobody has it any more or it has changed, `feed-malformed`
*/
export async function * streamFile({core, get, signal, sayWritten}: ShareReader, path: string | undefined, options: StreamOptions): AsyncGenerator<Uint8Array, void> {
	const stop = new AbortController();
	const waiting = AbortSignal.any([signal, stop.signal]);
	const hasher = createHash('sha256');
	let file: FoundFile | undefined;
	let position = 0;
	const given: BlockRange[] = [];
	const steps = async function * (): AsyncGenerator<Step<FoundFile>, void, void> {
		for (let asked = 0; ;) {
			const next = await findFile(get, await firstCommit(core, {...options, signal: waiting}), path);
			checkGrown(file, next);
			file = next;
			if (asked === 0) {
				await untilAvailable(core, blocksOfFile(file), availability(options, waiting, () => contentGone(next)));
			}

			for (const step of stepsOf(file, file.entry.extents, {blockSize: file.version.commit.blockSize, from: asked})) {
				asked += step.length;
				yield step;
			}

			if (file.entry.sha256) {
				return;
			}

			const {commit: {version}, block} = file.version;
			// Only the sharer has all of a pipe before its end; of a later version it has let go what is not used any more.
			await untilGrown(core, block + 1, {timeout: options.timeout, isSource: peer => version > 1 || hasEverything(peer, block + 1), signal: waiting});
			await forgetRecords(core, file.version);
		}
	};

	const stopReporting = sampleProgress(() => position, bytesPerSecond => {
		options.onEvent({
			type: 'receiving', files: 0, bytes: position, totalFiles: 1, totalBytes: file?.entry.size ?? 0, bytesPerSecond, peers: peersOf(core).length,
		});
	});
	try {
		const blocks = mapAhead(steps(), async step => ({step, bytes: await getAvailable(core, step.block, availability(options, waiting, () => contentGone(step.file)))}), mostBlocks);
		for await (const {step: {block, start, length}, bytes} of blocks) {
			const part = bytes.subarray(start, start + length);
			if (part.byteLength < length) {
				throw malformed('A block of this feed is shorter than its index says.');
			}

			hasher.update(part);
			position += length;
			yield part;
			given.push({start: block, end: block + 1});
			if (given.length === mostGiven) {
				await clear(core, given.splice(0));
			}
		}
	} finally {
		stopReporting();
		stop.abort();
	}

	if (Buffer.compare(hasher.digest(), file!.entry.sha256!) !== 0) {
		throw malformed(`The SHA-256 of the file ${JSON.stringify(file!.entry.path)} is not that of its blocks.`);
	}

	const {version, totals} = file!.version.commit;
	if (options.isDelivery && totals.files + totals.directories + totals.symlinks === 1) {
		await sayWritten({version, files: 1, bytes: position});
	}
}

/** Lets go of a commit and the page before it, the only one of a pipe: of one that grows for days there are very many. */
async function forgetRecords(core: Hypercore, {commit: {root}, block}: Version): Promise<void> {
	if (root === block - 1) {
		await core.clear(root, block + 1);
	}
}

async function clear(core: Hypercore, blocks: readonly BlockRange[]): Promise<void> {
	for (const {start, end} of joinRanges(blocks)) {
		await core.clear(start, end);
	}
}

/** What has been given can't be taken back. */
function checkGrown(before: FoundFile | undefined, {entry, version: {commit: {blockSize}}}: FoundFile): void {
	const isSame = !before || (entry.path === before.entry.path && growth(wholeBlocksOf(before.entry, blockSize), wholeBlocksOf(entry, blockSize), blockSize));
	if (!isSame) {
		throw new ExpectedError('content-gone', `“${entry.path}” was changed while it was read.`, {hint: 'Run the same command again; what it wrote is not the whole file.'});
	}
}
