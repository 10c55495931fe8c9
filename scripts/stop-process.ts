import type {ChildProcess} from 'node:child_process';

/** How long, in milliseconds, a process that was asked to stop may take. */
const patience = 5000;

/** Asks a process to stop, as Ctrl-C does, and waits until it has. */
export async function stopProcess(child: ChildProcess, closed: Promise<unknown>): Promise<void> {
	child.kill('SIGINT');
	const timer = setTimeout(() => {
		child.kill('SIGKILL');
	}, patience);
	await closed;
	clearTimeout(timer);
}
