import {useCallback, useRef, useState} from 'react';
import {useServices} from '../hooks/use-services.ts';
import {type DialogProblem, problemOf} from './problem.ts';

export type Attempt = {
	readonly isRunning: boolean;
	/** Why the last one failed. */
	readonly problem: DialogProblem | undefined;
	/** Does something, unless it is being done. */
	readonly start: (work: () => Promise<void>) => void;
	/** Forgets the problem, as soon as the user changes something. */
	readonly clear: () => void;
};

/** Does what a dialog is for, and keeps what went wrong, to be told in it. */
export function useAttempt(): Attempt {
	const {busy} = useServices();
	const [isRunning, setRunning] = useState(false);
	const [problem, setProblem] = useState<DialogProblem | undefined>(undefined);
	const running = useRef(false);
	const start = useCallback((work: () => Promise<void>) => {
		const run = async (): Promise<void> => {
			running.current = true;
			setRunning(true);
			setProblem(undefined);
			try {
				await busy.track(work());
			} catch (error) {
				setProblem(problemOf(error));
			} finally {
				running.current = false;
				setRunning(false);
			}
		};

		if (!running.current) {
			void run();
		}
	}, [busy]);
	const clear = useCallback(() => {
		setProblem(undefined);
	}, []);
	return {
		isRunning, problem, start, clear,
	};
}
