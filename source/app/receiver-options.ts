import type Hypercore from 'hypercore';
import type {Commit} from '../feed/commit.ts';
import type {InPlaceBlocks} from '../storage/in-place-blocks.ts';
import type {SliceMap} from '../storage/slice-map.ts';
import type {StoredFile} from '../storage/stored-file.ts';
import type {ContentHasher} from './content-hasher.ts';
import type {PlaceOptions} from './place-files.ts';
import type {ReceivePlan} from './receive-plan.ts';

/** What a share is received with. */
export type ReceiverOptions = {
	readonly core: Hypercore;
	readonly blocks: InPlaceBlocks;
	readonly slices: SliceMap<StoredFile>;
	readonly plan: ReceivePlan;
	readonly hasher: ContentHasher;
	readonly place: PlaceOptions;
	/** The machine went down since the last run: bytes that were not synced are looked at again. */
	readonly recheck: boolean;
	/** The length of the feed after which nothing is followed; undefined: the newest commit is. */
	readonly atMost: number | undefined;
	readonly waitForRoom: (error: unknown) => Promise<void>;
	/** Called before a version is planned. */
	readonly onVersion: (commit: Commit, block: number) => Promise<void>;
	/** Called when the whole index of a version has been planned. */
	readonly onPlanned: () => void;
	readonly signal: AbortSignal;
};
