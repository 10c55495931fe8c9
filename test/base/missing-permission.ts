import assert from 'node:assert/strict';
import test from 'node:test';
import {ExpectedError} from '../../source/base/errors.ts';
import {explainMissingPermission} from '../../source/base/missing-permission.ts';

const table: ReadonlyArray<readonly [message: string, told: string, flag: RegExp]> = [
	['Requires read access to "/home/ada/.local", run again with the --allow-read flag', 'Deno gives ferry no read access to /home/ada/.local.', /--allow-read/v],
	['Requires write access to <CWD>, run again with the --allow-write flag', 'Deno gives ferry no write access to <CWD>.', /--allow-write/v],
	['Requires net access to "127.0.0.1:0", run again with the --allow-net flag', 'Deno gives ferry no net access to 127.0.0.1:0.', /--allow-net/v],
	['Requires sys access, run again with the --allow-sys flag', 'Deno gives ferry no sys access.', /--allow-sys/v],
	['Something new is not allowed', 'Deno keeps something from ferry: Something new is not allowed', /--allow-all/v],
];

for (const [message, told, flag] of table) {
	test(`“${message}” names what is missing and the flag that gives it`, () => {
		const explained = explainMissingPermission(notCapable(message));
		assert.ok(explained instanceof ExpectedError);
		assert.deepEqual([explained.code, explained.message, explained.exitCode], ['permission-missing', told, 1]);
		assert.match(explained.hint, flag);
	});
}

test('it is found behind an error that guessed another reason', () => {
	const cause = notCapable('Requires write access to "lock", run again with the --allow-write flag');
	const guessed = new ExpectedError('store-unusable', '“lock” can’t be locked.', {hint: 'Check the free space.', cause});
	const explained = explainMissingPermission(guessed);
	assert.ok(explained instanceof ExpectedError);
	assert.equal(explained.code, 'permission-missing');
});

test('anything else stays as it is, even where causes go in a circle', () => {
	const circle = new Error('a');
	circle.cause = circle;
	for (const other of [circle, new ExpectedError('usage', 'No.', {hint: 'Do.'}), 'text', undefined]) {
		assert.equal(explainMissingPermission(other), other);
	}
});

function notCapable(message: string): Error {
	return Object.assign(new Error(message), {name: 'NotCapable'});
}
