import assert from 'node:assert/strict';
import test from 'node:test';
import {ExpectedError} from '../../source/base/errors.ts';
import {readVersion} from '../../source/commands/version-flag.ts';
import {type FakeApp, runCommand} from '../helpers/run-command.ts';

const key = '07'.repeat(32);

test('a version that can’t be understood is an error in the command line', () => {
	assert.deepEqual(readVersion('3', 'ls'), {version: 3});
	assert.throws(() => readVersion('\u001B', 'ls'), error => error instanceof ExpectedError && error.code === 'usage' && error.hint === 'See: ferry ls --help');
});

test('ls and cat pass on the version that they are given', async () => {
	const seen: unknown[] = [];
	const app: FakeApp = {
		async * ls(_key, _path, {version}) {
			seen.push(version);
			yield * [];
		},
		async * cat(_key, _path, {version}) {
			seen.push(version);
			yield * [];
		},
	};
	for (const [command, path] of [['ls', undefined], ['ls', 'a'], ['cat', 'a']] as const) {
		const argv = [command, key, ...(path === undefined ? [] : [path])];
		await runCommand(argv, {app});
		await runCommand([...argv, '--version', '2'], {app});
		const {exitCode} = await runCommand([...argv, '--version', 'two'], {app});
		assert.equal(exitCode, 2);
	}

	assert.deepEqual(seen, [undefined, {version: 2}, undefined, {version: 2}, undefined, {version: 2}]);
});
