import type {Commit} from '../feed/commit.ts';
import type {LeftOutReason, ShareKind} from './events.ts';
import type {FoundEntry} from './found-entry.ts';

export type PublishOptions = {
	/** All that there is, in order of the paths; or what there is at those that may have changed. */
	readonly found: AsyncIterable<FoundEntry> | readonly FoundChange[];
	/** What the walk that came before the reading found; of changes: what the whole has with them. */
	readonly expected: Commit['expected'] & {readonly leftOut: number};
	readonly name: string;
	readonly kind: ShareKind;
	readonly signal: AbortSignal;
	/** Called as reading goes on, with what has been read or recognised so far. */
	readonly onProgress: (progress: {readonly files: number; readonly bytes: number}) => void;
	readonly onLeftOut: (path: string, reason: LeftOutReason) => void;
	/** A file that is still being written is to be found again later; false when it has waited for long enough. Undefined: files are read at once. */
	readonly postpone?: (path: string) => boolean;
	/** A file of the last version is not what it was. */
	readonly onSourceChanged: (path: string, change: 'changed' | 'gone') => void;
};

/** A path that may have changed, and what stands there now, in order; `isDeep`: with all below it. */
export type FoundChange = {readonly path: string; readonly isDeep: boolean; readonly found: readonly FoundEntry[]};

/** Whether only what may have changed is looked at. */
export function isPartial({found}: PublishOptions): boolean {
	return isList(found);
}

export function isList(found: PublishOptions['found']): found is readonly FoundChange[] {
	return Array.isArray(found);
}

/** Of what the version will have, what is not looked at. */
export function unchanged({found, expected: {files, bytes}}: PublishOptions): {files: number; bytes: number} {
	if (!isList(found)) {
		return {files: 0, bytes: 0};
	}

	const changed = found.flatMap(change => change.found).filter(entry => entry.kind === 'file');
	return {files: files - changed.length, bytes: bytes - changed.reduce((sum, {size}) => sum + size, 0)};
}
