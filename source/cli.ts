#!/usr/bin/env node
import {constants} from 'node:os';
import process from 'node:process';
import {collectSeldom} from './base/collect-seldom.ts';
import {exitCodes, ExpectedError} from './base/errors.ts';
import {bugReport} from './commands/bug-report.ts';
import {enableCompileCache} from './commands/compile-cache.ts';
import {runFerry} from './commands/run-ferry.ts';
import {outputError, type OutputError} from './base/output-error.ts';

/** How long, in milliseconds, the last words of a program may take to be written. */
const longestWrite = 5000;

/** What a shell reports for a program whose reader has gone away. */
const brokenPipeExitCode = 128 + constants.signals.SIGPIPE;

requireRuntime();
enableCompileCache();
collectSeldom();
hideSqliteWarning();
reportBugs();
const stopping = new AbortController();
stopOnSignals(stopping);
let outputFailure: OutputError | undefined;
endQuietlyWithoutReader(error => {
	outputFailure ??= outputError(error);
	stopping.abort(outputFailure);
});
const exitCode = await runFerry(process.argv.slice(2), {
	streams: {input: process.stdin, output: process.stdout, error: process.stderr},
	environment: process.env,
	signal: stopping.signal,
	now: () => performance.now(),
});
await Promise.all([process.stdout, process.stderr].map(async stream => written(stream)));
if (outputFailure && exitCode !== outputFailure.exitCode) {
	process.stderr.write(bugReport(outputFailure).text);
	await written(process.stderr);
}

// A command that has failed by itself keeps its exit code, also when that could not be written. Everything is closed; a datagram socket that is still being taken down would keep the program for a third of a second.
process.exit(exitCode === 0 && outputFailure ? outputFailure.exitCode : exitCode);

/** Resolves when all that was written before has left the process, or has failed to. */
async function written(stream: NodeJS.WriteStream): Promise<void> {
	if (stream.writableLength > 0) {
		await new Promise<void>(resolve => {
			stream.write('', () => {
				resolve();
			});
			// In Deno, a stream that could not write never says so.
			setTimeout(resolve, longestWrite).unref();
		});
	}

	// That something failed is told after that.
	await new Promise(resolve => {
		setImmediate(resolve);
	});
}

/** An older Node fails at the first command that stores something, with an error that says nothing. Deno reports a Node version that is new enough. */
function requireRuntime(): void {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	if (major < 22 || (major === 22 && minor < 13)) {
		process.stderr.write(`ferry: This is Node.js ${process.versions.node}; ferry needs 22.13 or newer.\n`);
		process.stderr.write('In a clone of the project, run it with “npx ferry”: npm ci has brought a newer Node along.\n');
		process.exit(1);
	}
}

/** Has an error that nobody has caught end the program as any other bug does: in ferry's words, and without keys. Whoever has a listener of its own, as the dashboard while it has the terminal, sees to it itself. */
function reportBugs(): void {
	process.on('uncaughtException', error => {
		if (process.listenerCount('uncaughtException') === 1) {
			const {text, exitCode} = bugReport(error);
			process.stderr.write(text, () => {
				process.exit(exitCode);
			});
		}
	});
}

/** The first signal asks everything to stop, the second does not wait for it. */
function stopOnSignals(controller: AbortController): void {
	for (const [name, code] of [['SIGINT', 'interrupted'], ['SIGTERM', 'terminated']] as const) {
		process.on(name, () => {
			if (controller.signal.aborted) {
				process.exit(exitCodes[code]);
			}

			controller.abort(new ExpectedError(code, 'Interrupted before it was done.', {
				hint: 'Run the same command again: it goes on where it stopped.',
			}));
		});
	}
}

/** `ferry ls | head` is no failure. A lost terminal is no reason to stop serving, nor to stop in disorder. Where errors can't be written, nothing can be said of it. */
function endQuietlyWithoutReader(onFailure: (error: unknown) => void): void {
	const lostTerminal = 'EIO';
	const isTerminal = process.stdout.isTTY;
	process.stdout.on('error', (error: NodeJS.ErrnoException) => {
		// Deno says so of a terminal that is gone as well, which SIGHUP tells to those who care.
		if (error.code === 'EPIPE' && !isTerminal) {
			process.exit(brokenPipeExitCode);
		}

		if (error.code !== 'EPIPE' && !(error.code === lostTerminal && isTerminal)) {
			onFailure(error);
		}
	});
	process.stderr.on('error', () => undefined);
}

/** Node 22 and 24 warn that their SQLite is new; the user can do nothing about it. Every other warning is shown as before. */
function hideSqliteWarning(): void {
	const showWarning = process.listeners('warning');
	process.removeAllListeners('warning');
	process.on('warning', warning => {
		if (warning.name === 'ExperimentalWarning' && warning.message.includes('SQLite')) {
			return;
		}

		for (const show of showWarning) {
			show.call(process, warning);
		}
	});
}
