import {execFileSync} from 'node:child_process';
import type {TestContext} from 'node:test';

/** Makes a named pipe; says false, and that the test is skipped, where the system has none. */
export function makePipe(t: TestContext, place: string): boolean {
	try {
		execFileSync('mkfifo', [place]);
		return true;
	} catch {
		t.skip('there is no mkfifo on this system');
		return false;
	}
}
