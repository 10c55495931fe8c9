import process from 'node:process';
import {useApp} from 'ink';
import {useEffect} from 'react';
import {useServices} from './hooks/use-services.ts';

export type SuspenderProps = {
	/** Given what suspends the program. */
	readonly onReady: (suspend: () => void) => void;
};

/** Knows how to give the terminal back to the shell and to take it again, which only a part of an Ink program can. Draws nothing. */
export function Suspender({onReady}: SuspenderProps): null {
	const {suspendTerminal} = useApp();
	const {busy} = useServices();
	useEffect(() => {
		if (process.platform === 'win32') {
			return;
		}

		let isAway = false;
		const leave = async (meanwhile: () => Promise<void>): Promise<void> => {
			if (!isAway) {
				isAway = true;
				await suspendTerminal(meanwhile);
				isAway = false;
				// A terminal that gets another size tells only the program in front; this makes Node look itself.
				process.kill(process.pid, 'SIGWINCH');
			}
		};

		const suspend = (): void => {
			void busy.track(leave(async () => {
				// Until it is handled again, the signal does what it does to any program.
				process.off('SIGTSTP', suspend);
				await stopUntilContinued();
				process.on('SIGTSTP', suspend);
			}));
		};

		// After a SIGSTOP, which nobody can handle, the shell has used the terminal as it was.
		const takeAgain = (): void => {
			void busy.track(leave(async () => undefined));
		};

		process.on('SIGTSTP', suspend);
		process.on('SIGCONT', takeAgain);
		onReady(suspend);
		return () => {
			process.off('SIGTSTP', suspend);
			process.off('SIGCONT', takeAgain);
		};
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
