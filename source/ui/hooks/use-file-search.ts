import {useEffect, useState} from 'react';
import type {FileRow} from '../../app/engine-state.ts';
import {useEngine} from './use-engine.ts';
import {useRun} from './use-run.ts';

/** More than anybody goes through; a longer text finds less. */
export const mostFound = 1000;

/** Milliseconds between two looks at what was found so far: there may be a thousand finds, each of which would have the screen drawn anew while somebody types. */
const showPeriod = 100;

export type FileSearch = {readonly rows: readonly FileRow[]; readonly isSearching: boolean};

/** What a share's files have of a text, as it is found. Without a text, and unless only problems are asked for, nothing is searched. */
export function useFileSearch(id: string, text: string, onlyProblems: boolean): FileSearch {
	const engine = useEngine();
	const run = useRun();
	const [found, setFound] = useState<FileSearch>({rows: [], isSearching: false});
	useEffect(() => {
		if (text === '' && !onlyProblems) {
			setFound({rows: [], isSearching: false});
			return;
		}

		const leaving = new AbortController();
		run(async () => {
			const rows: FileRow[] = [];
			let timer: NodeJS.Timeout | undefined;
			let isShown = false;
			const show = (): void => {
				timer = undefined;
				isShown = true;
				// Meanwhile something else may be searched for.
				if (!leaving.signal.aborted) {
					setFound({rows: [...rows], isSearching: true});
				}
			};

			setFound({rows: [], isSearching: true});
			try {
				for await (const more of engine.search(id, text, {onlyProblems, most: mostFound, signal: leaving.signal})) {
					if (leaving.signal.aborted) {
						return;
					}

					rows.push(...more);
					if (isShown) {
						timer ??= setTimeout(show, showPeriod);
					} else {
						show();
					}
				}
			} catch (error) {
				if (leaving.signal.aborted) {
					return;
				}

				setFound({rows, isSearching: false});
				throw error;
			} finally {
				clearTimeout(timer);
			}

			if (!leaving.signal.aborted) {
				setFound({rows, isSearching: false});
			}
		});
		return () => {
			leaving.abort();
		};
	}, [engine, id, text, onlyProblems, run]);
	return found;
}
