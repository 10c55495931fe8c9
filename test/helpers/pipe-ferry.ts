import {type ChildProcessWithoutNullStreams, spawn} from 'node:child_process';
import process from 'node:process';
import type {TestContext} from 'node:test';
import {runtimeCommand} from '../../scripts/runtime-command.ts';
import {builtFerry} from './built-ferry.ts';

/** A `ferry` whose standard input and output are the test's to use, as bytes. */
export type PipedFerry = {
	readonly child: ChildProcessWithoutNullStreams;
	/** Everything it has said on standard error so far. */
	readonly talk: () => string;
	/** The exit code, or the signal that ended it, when it and its output have ended. */
	readonly ended: Promise<number | NodeJS.Signals>;
};

/** Starts ferry as users have it; it is killed when the test has ended. */
export function pipeFerry(t: TestContext, arguments_: readonly string[], env: Readonly<Record<string, string>>): PipedFerry {
	const [program, ...before] = runtimeCommand;
	const child = spawn(program, [...before, builtFerry(), ...arguments_], {
		env: {
			...process.env, FERRY_KEY: undefined, NO_COLOR: '1', ...env,
		}, stdio: 'pipe',
	});
	let text = '';
	child.stderr.setEncoding('utf8');
	child.stderr.on('data', (more: string) => {
		text += more;
	});
	child.stdin.on('error', () => {
		// It ended before it had read everything; what it said tells why.
	});
	const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, signal) => {
			resolve(code ?? signal!);
		});
	});
	t.after(async () => {
		child.kill('SIGKILL');
		child.stdout.resume();
		await ended;
	});
	return {child, talk: () => text, ended};
}

/** The first line that a stream gives; what follows is dropped. */
export async function firstLine({stdout}: ChildProcessWithoutNullStreams): Promise<string> {
	let text = '';
	for await (const bytes of stdout.iterator({destroyOnReturn: false})) {
		text += String(bytes);
		if (text.includes('\n')) {
			break;
		}
	}

	stdout.resume();
	return text.split('\n')[0]!;
}
