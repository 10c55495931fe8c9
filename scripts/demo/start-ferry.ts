import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import type {FerryEvent} from '../../source/app/events.ts';
import {parseEvent} from '../parse-event.ts';
import {stopProcess} from '../stop-process.ts';

export type RunningFerry = {
	/** Resolves when it has ended with exit code 0, and rejects with what it complained about when with another. */
	readonly ended: Promise<void>;
	/** Asks it to stop, as Ctrl-C does, and waits until it has. */
	stop(): Promise<void>;
};

const cli = fileURLToPath(new URL('../../source/cli.ts', import.meta.url));

/** Starts `ferry … --json` and hands over what it reports. */
export function startFerry(arguments_: readonly string[], onEvent: (event: FerryEvent) => void): RunningFerry {
	const child = spawn(process.execPath, [cli, ...arguments_, '--json'], {stdio: ['ignore', 'pipe', 'pipe']});
	const closed = once(child, 'close');
	let lastLine = '';
	let complaints = '';

	createInterface({input: child.stdout}).on('line', line => {
		lastLine = line;
		onEvent(parseEvent(line));
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		complaints += text;
	});

	const ended = closed.then(() => {
		if (child.exitCode !== 0) {
			throw new Error(`ferry ${arguments_[0]} ended with ${child.signalCode ?? child.exitCode}.\n${lastLine}\n${complaints}`);
		}
	});
	ended.catch(() => {
		// Whoever waits for its end hears of it.
	});

	return {
		ended,
		async stop() {
			await stopProcess(child, closed);
		},
	};
}
