import {useEffect, useState} from 'react';
import type {FileChoice} from '../../app/choice.ts';
import type {ChoiceSum} from '../../app/engine-state.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useServices} from '../hooks/use-services.ts';
import {type DialogProblem, problemOf} from './problem.ts';

/** What is known of a choice: neither a sum nor a problem while it is counted. */
export type CountedChoice = {readonly sum: ChoiceSum | undefined; readonly problem: DialogProblem | undefined};

/** What another choice of the files of a share comes to. */
export function useChoiceSum(id: string, choice: FileChoice): CountedChoice {
	const engine = useEngine();
	const {busy} = useServices();
	const [counted, setCounted] = useState<CountedChoice>({sum: undefined, problem: undefined});
	useEffect(() => {
		const leaving = new AbortController();
		const look = async (): Promise<void> => {
			try {
				const sum = await engine.measureChoice(id, choice, leaving.signal);
				setCounted(before => leaving.signal.aborted ? before : {sum, problem: undefined});
			} catch (error) {
				setCounted(before => leaving.signal.aborted ? before : {sum: undefined, problem: problemOf(error)});
			}
		};

		void busy.track(look());
		return () => {
			leaving.abort();
		};
	}, [engine, busy, id, choice]);
	return counted;
}
