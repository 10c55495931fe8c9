import {useEffect, useMemo, useReducer} from 'react';
import {useEngine} from '../hooks/use-engine.ts';
import {useServices} from '../hooks/use-services.ts';
import {
	canComplete, changePath, onePath, type PathInput, pathInput, type PathSyntax,
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

export type PathInputOptions = {
	readonly isActive: boolean;
	/** `onePath` otherwise. */
	readonly syntax?: PathSyntax;
	readonly onlyDirectories?: boolean;
};

/** A path that is being typed; how it could go on is looked up for as long as somebody types. */
export function usePathInput(text: string, {isActive, syntax = onePath, onlyDirectories = false}: PathInputOptions): PathInputState {
	const engine = useEngine();
	const {busy} = useServices();
	const [input, change] = useReducer(changePath, {text, syntax}, pathInput);
	useEffect(() => {
		if (!isActive) {
			return;
		}

		const typed = input.text;
		const look = async (): Promise<void> => {
			const parts = syntax.parts(typed);
			for (const [index, part] of parts.entries()) {
				const found = await engine.completePath(part.path, mostCandidates);
				if (found.length > 0 || index === parts.length - 1) {
					const candidates = onlyDirectories ? found.filter(path => /[\/\\]$/v.test(path)) : found;
					change({
						kind: 'found', text: typed, part, candidates, isCut: found.length >= mostCandidates,
					});
					break;
				}
			}
		};

		// Without candidates everything else goes on.
		busy.track(look()).catch(() => undefined);
	}, [engine, busy, input.text, isActive, syntax, onlyDirectories]);
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
