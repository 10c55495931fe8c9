import type {KnownFiles} from '../storage/known-files.ts';
import type {ExistingPolicy} from './collision.ts';
import type {OnEvent} from './events.ts';

export type VersionWriterOptions = {
	/** The destination, absolute. */
	readonly directory: string;
	/** What tells this version of this share from others, in the names of its parts. */
	readonly share: string;
	readonly existing: ExistingPolicy;
	readonly known: KnownFiles;
	readonly isChosen: (path: string) => boolean;
	readonly waitForRoom: (error: unknown) => Promise<void>;
	readonly onEvent: OnEvent;
	readonly signal: AbortSignal;
};
