import assert from 'node:assert/strict';
import test from 'node:test';
import {type FakeApp, runCommand} from '../helpers/run-command.ts';

const key = '07'.repeat(32);

function listing(seen: unknown[]): FakeApp {
	return {
		async * ls(_key, path, {timeout}) {
			seen.push({path, timeout});
			yield {
				kind: 'directory', path: 'a', mtime: 0, mode: 0o755,
			};
			yield {
				kind: 'file', path: 'a/b', size: 1, mtime: 0, mode: 0o644, sha256: '00ff',
			};
		},
	};
}

test('every entry is a line as it comes', async () => {
	const plain = await runCommand(['ls', key], {app: listing([])});
	assert.match(plain.output, /^drwxr-xr-x .* a\n-rw-r--r-- .* a\/b\n$/v);
	const json = await runCommand(['ls', key, '--json'], {app: listing([])});
	assert.equal(json.output, '{"event":"entry","kind":"directory","path":"a","mtime":0,"mode":493}\n{"event":"entry","kind":"file","path":"a/b","size":1,"mtime":0,"mode":420,"sha256":"00ff"}\n');
});

test('it waits thirty seconds for a peer unless told otherwise', async () => {
	const seen: unknown[] = [];
	await runCommand(['ls', key], {app: listing(seen)});
	await runCommand(['ls', key, 'a', '--timeout', '1'], {app: listing(seen)});
	await runCommand(['ls', 'a'], {app: listing(seen), environment: {FERRY_KEY: key}});
	assert.deepEqual(seen, [{path: undefined, timeout: 30_000}, {path: 'a', timeout: 1000}, {path: 'a', timeout: 30_000}]);
});
