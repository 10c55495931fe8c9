import {Buffer} from 'node:buffer';
import type Hypercore from 'hypercore';
import type {Library} from '../library/library.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import type {EngineShare} from './engine-share.ts';
import {holdShare, passive} from './held-share.ts';
import type {OpenShare} from './open-share.ts';

/** The feed of a share to look at, with the share when it is going on. */
export type OpenCore = {readonly core: Hypercore; readonly known: KnownFiles; readonly open: OpenShare | undefined; readonly close: () => Promise<void>};

/** Opens the feed of a share: that of the running share, or else the one on this disk. Undefined when nothing of it is here. */
export async function openCore(library: Library, share: EngineShare): Promise<OpenCore | undefined> {
	const {runner, turns} = share;
	if (runner.open) {
		const {core, known} = runner.open;
		return {
			core, known, open: runner.open, close: async () => undefined,
		};
	}

	// What is being opened or verified is not here to look at.
	if (runner.isRunning) {
		return undefined;
	}

	const end = await turns.wait();
	try {
		const stopped = runner.isRunning ? undefined : await openStopped(library, share);
		if (!stopped) {
			end();
		}

		return stopped && {
			...stopped,
			async close() {
				await stopped.close();
				end();
			},
		};
	} catch (error) {
		end();
		throw error;
	}
}

async function openStopped(library: Library, {runner, key}: EngineShare): Promise<OpenCore | undefined> {
	const record = key && await library.find(key, runner.model.direction);
	if (!record || library.holderOf(key, record.direction) !== undefined) {
		return undefined;
	}

	const {core, known, close} = await holdShare(library, {key: Buffer.from(record.key, 'hex'), ...passive(record)});
	return {
		core, known, open: undefined, close,
	};
}
