import process from 'node:process';
import {useApp} from 'ink';
import {useEffect} from 'react';
import {useServices} from './hooks/use-services.ts';

export type SuspenderProps = {
	/** Given what suspends the program. */
	readonly onReady: (suspend: () => void) => void;
};

/** Knows how to give the terminal back to the shell, which only a part of an Ink program can. Draws nothing. */
export function Suspender({onReady}: SuspenderProps): null {
	const {suspendTerminal} = useApp();
	const {busy} = useServices();
	useEffect(() => {
		onReady(() => {
			if (process.platform !== 'win32') {
				void busy.track(suspendTerminal(stopUntilContinued));
			}
		});
	}, [busy, onReady, suspendTerminal]);
	return null;
}

/** Where no shell could continue it, the system stops nothing, and nobody says so: after so many milliseconds it goes on. */
const patience = 200;

/** Stops every process of this job, as Ctrl-Z does outside of raw mode, and resolves after `fg`. */
async function stopUntilContinued(): Promise<void> {
	await new Promise<void>(resolve => {
		const goOn = (): void => {
			clearTimeout(timer);
			process.off('SIGCONT', goOn);
			resolve();
		};

		const timer = setTimeout(goOn, patience);
		process.on('SIGCONT', goOn);
		process.kill(0, 'SIGTSTP');
	});
}
