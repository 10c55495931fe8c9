import {
	useCallback, useContext, useEffect, useMemo, useRef, useState,
} from 'react';
import {isSameChoice, toggleChoice, type FileChoice} from '../../app/choice.ts';
import type {FileRow, ShareState} from '../../app/engine-state.ts';
import {ActiveContext} from '../navigation-context.ts';
import {useEngine} from './use-engine.ts';
import {useNavigation} from './use-navigation.ts';
import {useRun} from './use-run.ts';

/** What the user is about to have of a share instead of what was picked. */
export type Choosing = {
	/** Undefined while nothing was toggled. */
	readonly choice: FileChoice | undefined;
	/** The files of this share can be picked. */
	readonly isPossible: boolean;
	/** Picks a path, or not any more; the empty one is everything. */
	readonly toggle: (row: Pick<FileRow, 'path' | 'kind'>) => void;
	/** Has it counted and asks before anything happens. */
	readonly apply: () => void;
	readonly drop: () => void;
};

/** While something goes on with a share that reads all of it, or somebody else has it, nothing is picked. */
const impossible: ReadonlySet<ShareState['status']> = new Set(['offered', 'held', 'verifying']);

/** Lets the files of a share be picked anew. What was toggled is a draft until it is applied. */
export function useChoosing({id, direction, status}: Pick<ShareState, 'id' | 'direction' | 'status'>): Choosing {
	const engine = useEngine();
	const run = useRun();
	const {push} = useNavigation();
	const isSeen = useContext(ActiveContext);
	const [choice, setChoice] = useState<FileChoice | undefined>(undefined);
	const draft = useRef(choice);
	useEffect(() => {
		draft.current = choice;
	}, [choice]);
	useEffect(() => {
		// It was applied, if it is what is picked now.
		if (isSeen && draft.current !== undefined) {
			run(async () => {
				const current = await engine.choice(id);
				setChoice(before => before !== undefined && isSameChoice(before, current) ? undefined : before);
			});
		}
	}, [isSeen, engine, id, run]);
	const isPossible = direction === 'receiving' && !impossible.has(status);
	const toggle = useCallback(({path, kind}: Pick<FileRow, 'path' | 'kind'>) => {
		if (draft.current !== undefined) {
			setChoice(before => before && toggleChoice(before, path, kind));
			return;
		}

		run(async () => {
			const current = await engine.choice(id);
			setChoice(before => toggleChoice(before ?? current, path, kind));
		});
	}, [engine, id, run]);
	return useMemo(() => ({
		choice,
		isPossible,
		toggle,
		apply() {
			if (choice !== undefined) {
				push({kind: 'choose', id, choice});
			}
		},
		drop() {
			setChoice(undefined);
		},
	}), [choice, isPossible, toggle, push, id]);
}
