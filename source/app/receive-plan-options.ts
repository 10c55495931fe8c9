import type {PathGate} from '../base/path-gate.ts';
import type {DirectoryEntry} from '../feed/entry.ts';
import type {SliceMap} from '../storage/slice-map.ts';
import type {StoredFile} from '../storage/stored-file.ts';
import type {ChoosePlaceOptions} from './choose-place.ts';
import type {EarlierEntry} from './leaving-files.ts';
import type {ReceivedFile} from './received-file.ts';

/** What a plan is made for, and with. */
export type ReceivePlanOptions = ChoosePlaceOptions & {
	readonly blockSize: number;
	/** What tells this share from others, in the names of its part files. */
	readonly share: string;
	/** Makes what judges the paths of one index. */
	readonly newGate: () => PathGate;
	/** Whether something of the user's stands where a directory on the way to a path belongs. */
	readonly isBlocked: (path: string) => boolean;
	readonly isChosen: (path: string) => boolean;
	/** A directory of the share, before anything in it; its path is not checked. */
	readonly onDirectory: (entry: DirectoryEntry) => void;
	readonly slices: SliceMap<StoredFile>;
	/** Whether a block of the feed is here. */
	readonly hasBlock: (index: number) => boolean;
	/** Removes the part of a file, or whatever stands in its place, and closes it: as long as it is open, it takes room. */
	readonly removePart: (file: ReceivedFile) => void;
	readonly earlier: EarlierEntry;
	/** Whether what is not picked may have been picked before. */
	readonly letsGo: () => boolean;
	readonly waitForRoom: (error: unknown) => Promise<void>;
};
