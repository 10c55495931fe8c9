import {useEffect, useState} from 'react';
import type {SharePreview} from '../../app/engine-state.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useServices} from '../hooks/use-services.ts';
import {firstThere} from './first-there.ts';
import {type DialogProblem, problemOf} from './problem.ts';

/** What sharing some paths would come to, as far as that is counted, or why they can't be shared. */
export type PathPreview = {
	/** Empty while nobody knows which of the readings is meant. */
	readonly paths: readonly string[];
	readonly preview: SharePreview | undefined;
	readonly problem: DialogProblem | undefined;
};

const nothing: PathPreview = {paths: [], preview: undefined, problem: undefined};

/** Counts what the paths hold that a text can mean; each change of the text begins anew. `readings` has to stay the same object for the same text. */
export function useSharePreview(readings: ReadonlyArray<readonly string[]>): PathPreview {
	const engine = useEngine();
	const {busy} = useServices();
	const [counted, setCounted] = useState<PathPreview & {readonly readings: unknown}>({readings: undefined, ...nothing});
	useEffect(() => {
		if (readings.length === 0) {
			return;
		}

		const leaving = new AbortController();
		const count = async (paths: readonly string[]): Promise<void> => {
			for await (const preview of engine.previewShare(paths, leaving.signal)) {
				if (leaving.signal.aborted) {
					return;
				}

				setCounted({
					readings, paths, preview, problem: undefined,
				});
			}
		};

		const look = async (): Promise<void> => {
			try {
				await firstThere(readings, count);
			} catch (error) {
				if (!leaving.signal.aborted) {
					setCounted({readings, ...nothing, problem: problemOf(error)});
				}
			}
		};

		void busy.track(look());
		return () => {
			leaving.abort();
		};
	}, [engine, busy, readings]);
	return counted.readings === readings ? counted : nothing;
}
