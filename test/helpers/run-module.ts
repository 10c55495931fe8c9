import {spawn, type ChildProcess} from 'node:child_process';
import process from 'node:process';
import type {TestContext} from 'node:test';

/** Runs the text of a module in a process of its own that can send messages; it is killed after the test. */
export function runModule(t: TestContext, code: string): ChildProcess {
	const arguments_ = process.versions['deno'] === undefined ? ['--no-warnings', '--input-type=module', '--eval', code] : ['eval', '--quiet', code];
	const child = spawn(process.execPath, arguments_, {stdio: ['ignore', 'inherit', 'inherit', 'ipc']});
	t.after(() => {
		child.kill('SIGKILL');
	});
	return child;
}
