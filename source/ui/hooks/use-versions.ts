import {
	useCallback, useEffect, useRef, useState,
} from 'react';
import type {Problem, ShareState, VersionPage} from '../../app/engine-state.ts';
import {problemOf} from '../dialogs/problem.ts';
import type {CountedChanges} from '../rows/version-row.ts';
import {
	noVersions, type VersionList, withNewest, withOlder,
} from '../version-list.ts';
import {useEngine} from './use-engine.ts';
import {useReading} from './use-reading.ts';

/** Versions that are read at once. */
const pageSize = 50;

/** Versions below the ones that are seen that are read before they are. */
const ahead = 10;

type Known = {
	readonly list: VersionList;
	/** How often the newest ones were read. */
	readonly reads: number;
	/** What versions changed, by the blocks of their commits. */
	readonly counts: ReadonlyMap<number, CountedChanges>;
};

export type VersionsState = Known & {readonly change: (change: (before: Known) => Partial<Known>) => void};

/** The versions of a share, as far as they were looked at. */
export function useVersions(): VersionsState {
	const [known, setKnown] = useState<Known>({list: noVersions, reads: 0, counts: new Map()});
	const change = useCallback<VersionsState['change']>(next => {
		setKnown(before => ({...before, ...next(before)}));
	}, []);
	return {...known, change};
}

export type VersionWindow = {readonly offset: number; readonly rows: number; readonly isActive: boolean};

/** Reads the versions that a window shows, and one after the other what they changed: nothing else, and nothing that is known. */
export function useVersionWindow({id, status, version, newerVersion, peers}: ShareState, {list, reads, counts, change}: VersionsState, {offset, rows, isActive}: VersionWindow): void {
	const engine = useEngine();
	const page = async (options: {readonly after?: number}, signal: AbortSignal): Promise<VersionPage> => {
		try {
			return await engine.versions(id, {...options, most: pageSize, signal});
		} catch (error) {
			return {versions: [], isEnd: false, problem: problemOf(error)};
		}
	};

	const changesOf = async (block: number, signal: AbortSignal): Promise<CountedChanges> => {
		try {
			return await engine.countChanges(id, block, signal);
		} catch (error) {
			return problemOf(error);
		}
	};

	// Whoever comes may have what is missing.
	const news = [status, version, newerVersion, peers].join(' ');
	useReading(isActive ? news : undefined, async signal => {
		const newest = await page({}, signal);
		if (!signal.aborted) {
			change(before => ({
				reads: before.reads + 1, list: withNewest(before.list, newest), counts: new Map([...before.counts].filter(([, counted]) => !isProblem(counted))),
			}));
		}
	});

	const last = list.versions.at(-1)?.block;
	const needsOlder = isActive && !list.isEnd && list.problem === undefined && list.versions.length < offset + rows + ahead;
	useReading(needsOlder && last !== undefined ? String(last) : undefined, async signal => {
		const older = await page({after: last!}, signal);
		if (!signal.aborted) {
			change(before => ({list: withOlder(before.list, last!, older)}));
		}
	});

	const seen = isActive && reads > 0 ? list.versions.slice(offset, offset + rows).map(({block}) => block) : [];
	const latest = useRef(counts);
	useEffect(() => {
		latest.current = counts;
	});
	useReading(seen.some(block => !counts.has(block)) ? [reads, ...seen].join(' ') : undefined, async signal => {
		for (const block of seen) {
			if (!latest.current.has(block)) {
				const counted = await changesOf(block, signal);
				if (signal.aborted) {
					return;
				}

				change(before => ({counts: new Map([...before.counts, [block, counted]])}));
			}
		}
	});
}

function isProblem(counted: CountedChanges): counted is Problem {
	return counted !== undefined && 'message' in counted;
}
