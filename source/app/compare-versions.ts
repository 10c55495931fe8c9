import type {Entry} from '../feed/entry.ts';
import {isSameContent} from '../feed/same-entry.ts';
import type {AppContext} from './app-context.ts';
import {changesBetween, type EntryChange} from './entry-changes.ts';
import {findMoves, type Moves} from './find-moves.ts';
import type {ReadOptions} from './share-reader.ts';
import {openVersions} from './share-versions.ts';
import type {VersionWish} from './version-wish.ts';
import {findVersion} from './versions.ts';

/** Something in which two versions of a share differ. */
export type Difference = {
	readonly type: 'difference';
	readonly change: 'added' | 'changed' | 'removed' | 'renamed';
	readonly kind: Entry['kind'];
	/** Where it is, or was when it is gone. */
	readonly path: string;
	/** Bytes of a file: as it is, or was when it is gone. */
	readonly size?: number;
	/** Where a symlink leads, or led when it is gone. */
	readonly target?: string;
	/** Where a file was that was renamed. */
	readonly previousPath?: string;
	/** Bytes of a changed file before. */
	readonly previousSize?: number;
	/** Of what was changed: true when it is only its time or its permissions. */
	readonly sameContent?: boolean;
};

/** The end of a comparison: which versions it was, and how much was found. */
export type Compared = {
	readonly type: 'compared';
	readonly before: number;
	readonly after: number;
} & Readonly<Record<Difference['change'], number>>;

export type TwoVersions = {
	readonly before: VersionWish;
	/** Undefined: the newest one that is complete. */
	readonly after: VersionWish | undefined;
};

/**
What differs between two versions of a share, in the order of the paths, and in the end how much that was.

@throws ExpectedError `version-missing`, `no-peer`, `content-gone`, `feed-malformed`, and whatever the signal was aborted with.
*/
export async function * compareVersions(context: AppContext, key: Uint8Array, {before, after}: TwoVersions, options: ReadOptions): AsyncGenerator<Difference | Compared, void> {
	const {reader, newest} = await openVersions(context, key, undefined, options);
	try {
		const [old, current] = [await findVersion(newest, before, reader.get), await findVersion(newest, after, reader.get)];
		const changes = () => changesBetween(old, current, reader.get);
		const moves = await findMoves(changes);
		const counts = {
			added: 0, changed: 0, removed: 0, renamed: 0,
		};
		for await (const each of changes()) {
			const difference = differenceOf(each, moves);
			if (difference) {
				counts[difference.change]++;
				yield difference;
			}
		}

		yield {
			type: 'compared', before: old.commit.version, after: current.commit.version, ...counts,
		};
	} finally {
		await reader.close();
	}
}

/** What is told of a change; undefined of a file that is gone from where it was because it is elsewhere now. */
export function differenceOf(each: EntryChange, {from, gone}: Moves): Difference | undefined {
	const {change, entry} = each;
	const {kind, path} = entry;
	const about = {
		kind, path, ...(entry.kind === 'file' && {size: entry.size}), ...(entry.kind === 'symlink' && {target: entry.target}),
	};
	switch (change) {
		case 'changed': {
			return {
				type: 'difference', change, ...about, ...(each.before.kind === 'file' && {previousSize: each.before.size}), sameContent: isSameContent(each.before, entry),
			};
		}

		case 'added': {
			const previousPath = kind === 'file' ? from.get(path) : undefined;
			return previousPath === undefined
				? {type: 'difference', change, ...about}
				: {
					type: 'difference', change: 'renamed', ...about, previousPath,
				};
		}

		case 'removed': {
			return kind === 'file' && gone.has(path) ? undefined : {type: 'difference', change, ...about};
		}
	}
}
