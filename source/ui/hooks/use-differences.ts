import {useState} from 'react';
import type {Difference, Problem} from '../../app/engine-state.ts';
import {problemOf} from '../dialogs/problem.ts';
import {useEngine} from './use-engine.ts';
import {useReading} from './use-reading.ts';

/** Differences that are read at once. */
const pageSize = 200;

/** Differences below the ones that are seen that are read before they are. */
const ahead = 20;

/** What a version changed, as far as it was looked at. */
export type Differences = {
	readonly rows: readonly Difference[];
	readonly isEnd: boolean;
	/** Why there is no more of it. */
	readonly problem: Problem | undefined;
	/** How many peers were connected then. */
	readonly problemPeers: number;
};

export type DifferencesState = Differences & {readonly setDifferences: (change: (before: Differences) => Differences) => void};

/** What a version of a share changed. */
export function useDifferences(): DifferencesState {
	const [differences, setDifferences] = useState<Differences>({
		rows: [], isEnd: false, problem: undefined, problemPeers: 0,
	});
	return {...differences, setDifferences};
}

export type DifferencesWindow = {
	readonly offset: number;
	readonly rows: number;
	/** Peers that are connected: another one may have what is missing. */
	readonly peers: number;
};

/** Reads the differences that a window shows, and a few behind them. */
export function useDifferencesWindow(id: string, block: number, state: DifferencesState, {offset, rows: seen, peers}: DifferencesWindow): void {
	const {rows, isEnd, problem, problemPeers, setDifferences} = state;
	const engine = useEngine();
	const isRetried = problem === undefined || problemPeers !== peers;
	const needsMore = !isEnd && isRetried && rows.length < offset + seen + ahead;
	const after = rows.at(-1)?.path;
	useReading(needsMore ? `${problem === undefined ? '' : peers} ${after ?? ''}` : undefined, async signal => {
		const next = await readPage();
		if (!signal.aborted) {
			setDifferences(before => ({...next, rows: [...before.rows, ...next.rows]}));
		}

		async function readPage(): Promise<Differences> {
			const none = {
				rows: [], isEnd: false, problem: undefined, problemPeers: 0,
			};
			try {
				const found = await engine.differences(id, block, {after, most: pageSize, signal});
				return {...none, rows: found, isEnd: found.length < pageSize};
			} catch (error) {
				return {...none, problem: problemOf(error), problemPeers: peers};
			}
		}
	});
}
