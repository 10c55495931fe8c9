import {useEffect, useMemo, useReducer} from 'react';
import {useEngine} from '../hooks/use-engine.ts';
import {useServices} from '../hooks/use-services.ts';
import {
	canComplete, changePath, type PathInput, pathInput,
} from './path-input.ts';

/** More than anybody goes through; another letter finds fewer. */
const mostCandidates = 50;

export type PathInputState = PathInput & {
	/** Whether `complete` would change the text. */
	readonly canComplete: boolean;
	readonly type: (text: string) => void;
	readonly move: (by: 1 | -1) => void;
	readonly complete: () => void;
};

/** A path that is being typed; how it could go on is looked up for as long as somebody types. */
export function usePathInput(text: string, {isActive, onlyDirectories = false}: {readonly isActive: boolean; readonly onlyDirectories?: boolean}): PathInputState {
	const engine = useEngine();
	const {busy} = useServices();
	const [input, change] = useReducer(changePath, text, pathInput);
	useEffect(() => {
		if (!isActive) {
			return;
		}

		const typed = input.text;
		const look = async (): Promise<void> => {
			const found = await engine.completePath(typed, mostCandidates);
			const candidates = onlyDirectories ? found.filter(path => /[\/\\]$/v.test(path)) : found;
			change({
				kind: 'found', text: typed, candidates, isCut: found.length >= mostCandidates,
			});
		};

		// Without candidates everything else goes on.
		busy.track(look()).catch(() => undefined);
	}, [engine, busy, input.text, isActive, onlyDirectories]);
	return useMemo(() => ({
		...input,
		canComplete: canComplete(input),
		type(typed) {
			change({kind: 'type', text: typed});
		},
		move(by) {
			change({kind: 'move', by});
		},
		complete() {
			change({kind: 'complete'});
		},
	}), [input]);
}
