import type {Problem, VersionPage, VersionView} from '../app/engine-state.ts';

/** The versions of a share as far as they were looked at, the newest first. */
export type VersionList = {
	readonly versions: readonly VersionView[];
	/** Nothing comes before the last one. */
	readonly isEnd: boolean;
	/** Why there is no more of it now. */
	readonly problem: Problem | undefined;
};

/** What is known before anything was read. */
export const noVersions: VersionList = {versions: [], isEnd: false, problem: undefined};

/** With the newest versions as they are by now; older ones that were read before stay. */
export function withNewest({versions, isEnd}: VersionList, page: VersionPage): VersionList {
	const last = page.versions.at(-1);
	if (last === undefined) {
		return versions.length === 0 ? page : {versions, isEnd, problem: page.problem};
	}

	const index = versions.findIndex(({block}) => block === last.block);
	const older = index === -1 ? [] : versions.slice(index + 1);
	return older.length === 0 ? page : {versions: [...page.versions, ...older], isEnd, problem: undefined};
}

/** With those that come before the last one. */
export function withOlder(list: VersionList, after: number, {versions, isEnd, problem}: VersionPage): VersionList {
	return list.versions.at(-1)?.block === after ? {versions: [...list.versions, ...versions], isEnd, problem} : list;
}
