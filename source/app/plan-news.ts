import type {Extent} from '../feed/entry.ts';
import type {ReceivedFile} from './received-file.ts';

/** What the plan has found out since it was last asked. */
export type PlanNews = {
	/** Files that begin with blocks here already: from an earlier run, or held by another file with the same content. */
	readonly toFill: ReceivedFile[];
	/** Files of which every byte is here. */
	readonly complete: ReceivedFile[];
	/** Files that stand in their places already, and have blocks of which the feed doesn't know that they are here. */
	readonly standing: ReceivedFile[];
	/** Extents that a file has left. */
	readonly obsolete: Extent[];
};

/** Nothing yet. */
export function noNews(): PlanNews {
	return {
		toFill: [], complete: [], standing: [], obsolete: [],
	};
}
