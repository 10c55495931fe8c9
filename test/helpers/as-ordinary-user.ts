import process from 'node:process';
import type {TestContext} from 'node:test';
import {notInDeno} from './runtime.ts';

const nobody = 65_534;

/** For `skip`. */
export const cannotBeOrdinary: string | false = process.getuid?.() === 0 && notInDeno('access() goes by the user who has started the process');

/** For the rest of a test, permissions hold for this process too: an administrator's would read everything. To be called before the test makes its folders. */
export function asOrdinaryUser(t: TestContext): void {
	if (process.geteuid?.() === 0) {
		process.setegid!(nobody);
		process.seteuid!(nobody);
		t.after(() => {
			process.seteuid!(0);
			process.setegid!(0);
		});
	}
}
