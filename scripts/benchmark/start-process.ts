import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {stopProcess} from '../stop-process.ts';

export type Usage = {
	/** User and system time of all its threads, in seconds. */
	readonly cpuSeconds: number;
	/** The most memory it had at any moment, in bytes. */
	readonly peakBytes: number;
};

/** A process of Node.js that is looked at while it runs. */
export type MeasuredProcess = {
	/** Seconds since it was started. */
	age(): number;
	/** The first line of its standard output that `find` makes something of; rejects when it ends without one. */
	line<Value>(find: (line: string) => Value | undefined): Promise<Value>;
	/** What it has used so far. */
	usage(): Usage;
	/** Resolves when it has ended by itself with exit code 0. */
	ended(): Promise<Usage>;
	/** Ends it, if it still runs. */
	stop(): Promise<Usage>;
};

/** How often the kernel's counters are read, in milliseconds; what happens after the last reading is not counted. */
const interval = 20;

/** The kernel's unit of processor time, a second divided by this: the same on every Linux that Node.js runs on. */
const ticksPerSecond = 100;

/** Starts Node.js with these arguments. What it says on standard error is shown only if it fails. */
export function startProcess(arguments_: readonly string[]): MeasuredProcess {
	const start = performance.now();
	const child = spawn(process.execPath, arguments_, {stdio: ['ignore', 'pipe', 'pipe']});
	const lines = createInterface({input: child.stdout});
	const seen: string[] = [];
	let complaints = '';
	let usage: Usage = {cpuSeconds: 0, peakBytes: 0};

	lines.on('line', line => {
		seen.push(line);
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		complaints += text;
	});

	const timer = setInterval(() => {
		usage = readUsage(child) ?? usage;
	}, interval);
	const closed = once(child, 'close').finally(() => {
		clearInterval(timer);
	});

	const tooEarly = closed.then(() => {
		throw new Error(`It ended too early: ${complaints}`);
	});
	tooEarly.catch(() => {
		// Whoever waits for a line hears of it; all others don't mind.
	});

	return {
		age: () => (performance.now() - start) / 1000,
		async line(find) {
			for (;;) {
				for (const line of seen.splice(0)) {
					const value = find(line);

					if (value !== undefined) {
						return value;
					}
				}

				await Promise.race([once(lines, 'line'), tooEarly]);
			}
		},
		usage() {
			usage = readUsage(child) ?? usage;
			return usage;
		},
		async ended() {
			await closed;

			if (child.exitCode !== 0) {
				throw new Error(`It ended with ${child.signalCode ?? child.exitCode}: ${complaints}`);
			}

			return usage;
		},
		async stop() {
			usage = readUsage(child) ?? usage;
			await stopProcess(child, closed);
			return usage;
		},
	};
}

/** Undefined when the process has ended, or the system has no /proc. */
function readUsage(child: ChildProcess): Usage | undefined {
	try {
		// The name, in parentheses, may hold anything; the fields after it are numbers.
		const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
		const peak = /VmHWM:\s+(\d+) kB/v.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));

		return peak ? {cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond, peakBytes: Number(peak[1]) * 1024} : undefined;
	} catch {
		// It ended between two readings; the last one counts.
		return undefined;
	}
}
