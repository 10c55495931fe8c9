import path from 'node:path/posix';
import {WithheldPaths} from '../feed/withheld-paths.ts';
import {isLongPath} from '../feed/long-paths.ts';
import {scanAt} from '../folder/scan.ts';
import {foundEntry, type FoundEntry} from './found-entry.ts';
import type {LeftOut} from './left-out.ts';
import type {FoundChange} from './publish-options.ts';
import type {WalkOptions} from './walk.ts';

/** With more than that a walk over everything costs less than what is kept in memory. */
const mostFound = 50_000;

/** A path that may have changed; `isDeep`: anything below it, too. */
export type ChangedPath = Omit<FoundChange, 'found'>;

export type WalkChangesOptions = WalkOptions & {
	/** Whether this is a directory whose own changes are heard of, so that it need not be entered. */
	readonly isWatched: (path: string) => boolean;
	readonly leftOut: LeftOut;
};

/**
Looks at paths that may have changed, instead of walking over everything.

@returns undefined when there is more than a walk over everything should be spared, or something only that can tell.
*/
export async function walkChanges(paths: readonly string[], {roots, rules, isWatched, leftOut, onLeftOut, ...options}: WalkChangesOptions): Promise<FoundChange[] | undefined> {
	const changed = changedPaths(paths, {ruleFiles: rules.fileNames, isWatched});
	if (!changed) {
		return undefined;
	}

	const changes: FoundChange[] = [];
	const news: Array<Parameters<typeof onLeftOut>> = [];
	let count = 0;
	const withheld = new WithheldPaths();
	for (const change of changed) {
		if (withheld.coversParent(change.path)) {
			continue;
		}

		const found: FoundEntry[] = [];
		let isClosed = false;
		for await (const one of scanAt(roots, change.path, {...options, rules, isDeep: change.isDeep})) {
			if (one.kind === 'left-out') {
				news.push([one.path, one.reason]);
				isClosed ||= one.path === change.path && one.reason === 'data-directory';
			}

			const entry = foundEntry(one);
			if (entry) {
				found.push(entry);
				if (++count > mostFound || isLongPath(one.path)) {
					return undefined;
				}
			}
		}

		// What was below something that can't be read any more, or is no folder, is not looked at one by one.
		const [first] = found;
		isClosed ||= first?.path !== change.path || first.kind !== 'directory';
		if (isClosed) {
			withheld.add({kind: 'withheld', path: change.path});
		}

		changes.push({...change, isDeep: change.isDeep || isClosed, found});
	}

	leftOut.beginAt(changed);
	for (const [path, reason] of news) {
		onLeftOut(path, reason);
	}

	return changes;
}

/**
What has to be looked at when these paths have changed, in order and none twice: the paths themselves, with what is in those that are no directories known already; the directories they stand in, whose times have changed; and where rules have changed, all that they hold for.

@returns undefined: everything.
*/
export function changedPaths(paths: readonly string[], {ruleFiles, isWatched}: {readonly ruleFiles: readonly string[]; readonly isWatched: (path: string) => boolean}): ChangedPath[] | undefined {
	const deep = new Set<string>();
	const shallow = new Set<string>();
	for (const changed of paths) {
		const parent = parentOf(changed);
		if (ruleFiles.includes(path.basename(changed))) {
			deep.add(parent);
		} else if (isWatched(changed)) {
			shallow.add(changed);
		} else {
			deep.add(changed);
		}

		shallow.add(parent);
	}

	if (deep.has('')) {
		return undefined;
	}

	shallow.delete('');
	const isCovered = (name: string): boolean => {
		for (let parent = parentOf(name); parent !== ''; parent = parentOf(parent)) {
			if (deep.has(parent)) {
				return true;
			}
		}

		return false;
	};

	return [
		...[...deep].map(path => ({path, isDeep: true})),
		...[...shallow].filter(path => !deep.has(path)).map(path => ({path, isDeep: false})),
	]
		.filter(({path}) => !isCovered(path))
		.toSorted((a, b) => a.path < b.path ? -1 : 1);
}

/** Empty at the top. */
function parentOf(name: string): string {
	return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}
