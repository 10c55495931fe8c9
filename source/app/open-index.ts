import {Buffer} from 'node:buffer';
import type Hypercore from 'hypercore';
import {decodeCommit} from '../feed/commit.ts';
import type {ReadableIndex} from '../feed/read-index.ts';
import type {Library} from '../library/library.ts';
import {getBlock} from './get-block.ts';
import {holdShare, passive} from './held-share.ts';
import type {EngineShare} from './engine-share.ts';
import type {OpenShare} from './open-share.ts';

/** The index of the newest version, complete or not, with the share when it is going on. */
export type OpenIndex = ReadableIndex & {readonly open: OpenShare | undefined; readonly close: () => Promise<void>};

/**
Opens the index of a share to look at it: that of the running share, or else the one on this disk.

Undefined when nothing of it is here. Pages that are not here are asked of peers.
*/
export async function openIndex(library: Library, share: EngineShare, signal: AbortSignal): Promise<OpenIndex | undefined> {
	const {runner, turns} = share;
	if (runner.open) {
		return indexOf(runner.open.core, runner.open, {signal, close: async () => undefined});
	}

	// What is being opened or verified is not here to look at.
	if (runner.isRunning) {
		return undefined;
	}

	const end = await turns.wait();
	try {
		const index = runner.isRunning ? undefined : await openStopped(library, share, signal);
		if (!index) {
			end();
		}

		return index && {
			...index,
			async close() {
				await index.close();
				end();
			},
		};
	} catch (error) {
		end();
		throw error;
	}
}

async function openStopped(library: Library, {runner, key}: EngineShare, signal: AbortSignal): Promise<OpenIndex | undefined> {
	const record = key && await library.find(key, runner.model.direction);
	if (!record || library.holderOf(key, record.direction) !== undefined) {
		return undefined;
	}

	const held = await holdShare(library, {key: Buffer.from(record.key, 'hex'), ...passive(record)});
	return indexOf(held.core, undefined, {signal, close: held.close});
}

async function indexOf(core: Hypercore, open: OpenShare | undefined, {signal, close}: {readonly signal: AbortSignal; readonly close: () => Promise<void>}): Promise<OpenIndex | undefined> {
	try {
		if (core.length === 0) {
			await close();
			return undefined;
		}

		const read = async (block: number): Promise<Uint8Array> => getBlock(core, block, signal);
		const limit = core.length - 1;
		const {root} = decodeCommit(await read(limit));
		return {
			root, limit, read, open, close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}
