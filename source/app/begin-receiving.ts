import {Buffer} from 'node:buffer';
import type {Commit} from '../feed/commit.ts';
import {briefly, DirectoryMaker} from '../folder/make-directories.ts';
import {removePart} from '../folder/place-file.ts';
import {probeNames} from '../folder/probe-names.ts';
import type {ShareRecord} from '../library/record.ts';
import type {ExistingPolicy} from './collision.ts';
import {destinationGate} from './destination-gate.ts';
import type {OnEvent} from './events.ts';
import type {HeldShare} from './held-share.ts';
import {earlierEntry} from './earlier-index.ts';
import {ownDirectories} from './own-directories.ts';
import {ReceivePlan} from './receive-plan.ts';
import {takeDestination} from './take-destination.ts';
import {untilThereIsRoom} from './wait-for-room.ts';

export type BeginReceivingOptions = {
	/** The destination, absolute. */
	readonly directory: string;
	readonly existing: ExistingPolicy;
	readonly replacesEdited: boolean;
	readonly isMirror: boolean;
	readonly isChosen: (path: string) => boolean;
	/** Whether what is not picked may have been picked before. */
	readonly letsGo: () => boolean;
	/** The get that this one goes on with. */
	readonly earlier: ShareRecord | undefined;
	readonly waitForRoom: (error: unknown) => Promise<void>;
	readonly onEvent: OnEvent;
	readonly signal: AbortSignal;
};

export type Begun = {
	readonly directories: DirectoryMaker;
	readonly plan: ReceivePlan;
	/** To be called when everything stands: others may receive the share into the destination then. */
	readonly letDestinationGo: () => void;
};

/**
Makes the destination and takes it, learns how its file system treats names, and plans what goes there.

@throws ExpectedError `destination-in-use`
*/
export async function beginReceiving(share: HeldShare, {blockSize}: Commit, options: BeginReceivingOptions): Promise<Begun> {
	const {directory, waitForRoom} = options;
	const modes = new Map<string, number>();
	const directories = new DirectoryMaker(directory, name => modes.get(name) ?? 0o777, ownDirectories(share.known, options), briefly);
	const names = await untilThereIsRoom(async () => {
		directories.make('');
		return probeNames(directory);
	}, waitForRoom);
	const letDestinationGo = takeDestination(directory, share.core);
	share.slices.blockSize = blockSize;
	const plan = new ReceivePlan({
		...options,
		share: Buffer.from(share.core.discoveryKey).toString('hex'),
		blockSize,
		newGate: () => destinationGate(directory, names),
		isBlocked: name => directories.isBlocked(name),
		onDirectory(entry) {
			modes.set(entry.path, entry.mode);
		},
		slices: share.slices,
		known: share.known,
		hasContent: share.hasher.hasContent,
		promised: new Set(),
		removePart(file) {
			share.blocks.release(file);
			removePart(file.partPlace);
		},
		earlier: async name => options.earlier && earlierEntry(share.core, options.earlier, name),
		hasBlock: index => share.core.core.bitfield.get(index) || share.blocks.isArriving(index),
	});
	return {directories, plan, letDestinationGo};
}
