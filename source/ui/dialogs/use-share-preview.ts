import {useEffect, useState} from 'react';
import type {SharePreview} from '../../app/engine-state.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useServices} from '../hooks/use-services.ts';
import {type DialogProblem, problemOf} from './problem.ts';

/** What sharing a path would come to, as far as that is counted, or why it can't be shared. */
export type PathPreview = {readonly preview: SharePreview | undefined; readonly problem: DialogProblem | undefined};

const nothing: PathPreview = {preview: undefined, problem: undefined};

/** Counts what a path holds; each change of the path begins anew. */
export function useSharePreview(path: string): PathPreview {
	const engine = useEngine();
	const {busy} = useServices();
	const [counted, setCounted] = useState<PathPreview & {readonly path: string}>({path: '', ...nothing});
	useEffect(() => {
		if (path === '') {
			return;
		}

		const leaving = new AbortController();
		const look = async (): Promise<void> => {
			try {
				for await (const preview of engine.previewShare([path], leaving.signal)) {
					if (leaving.signal.aborted) {
						return;
					}

					setCounted({path, preview, problem: undefined});
				}
			} catch (error) {
				if (!leaving.signal.aborted) {
					setCounted({path, preview: undefined, problem: problemOf(error)});
				}
			}
		};

		void busy.track(look());
		return () => {
			leaving.abort();
		};
	}, [engine, busy, path]);
	return counted.path === path ? counted : nothing;
}
