import assert from 'node:assert/strict';
import {test} from 'node:test';
import {outputError} from '../../source/base/output-error.ts';

const cases: ReadonlyArray<readonly [code: string, exitCode: number, message: RegExp]> = [
	['ENOSPC', 4, /^The output can't be written: no space left on device\.$/v],
	['EDQUOT', 1, /: disk quota exceeded\.$/v],
	['EFBIG', 1, /: file too large\.$/v],
	['EBADF', 1, /: EBADF\.$/v],
];
for (const [code, exitCode, message] of cases) {
	test(`output that fails with ${code} ends with exit code ${exitCode}`, () => {
		const cause = Object.assign(new Error('no'), {code});
		const error = outputError(cause);
		assert.match(error.message, message);
		assert.equal(error.exitCode, exitCode);
		assert.equal(error.cause, cause);
	});
}
