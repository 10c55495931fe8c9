import assert from 'node:assert/strict';
import test from 'node:test';
import {restFrom} from '../../source/base/rest-from.ts';

test('what was changed a moment ago is left to rest', async () => {
	const changed = Date.now();
	await restFrom(changed);
	assert.ok(Date.now() - changed >= 19);
});

test('what was changed earlier, or by a clock that is ahead, is not waited for', async () => {
	await restFrom(Date.now() - 60_000);
	await restFrom(Date.now() + 60_000);
});
