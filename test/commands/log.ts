import assert from 'node:assert/strict';
import test from 'node:test';
import {everyResult} from '../helpers/every-event.ts';
import {type FakeApp, runCommand} from '../helpers/run-command.ts';

const key = '07'.repeat(32);

function logging(seen: unknown[], versions = 2): FakeApp {
	return {
		async * log(_key, {limit, timeout}) {
			seen.push({limit, timeout});
			const {type, ...version} = everyResult.log;
			for (let number = versions; number > 0; number--) {
				yield {...version, version: number};
			}
		},
	};
}

test('every version is a line, the newest first', async () => {
	const plain = await runCommand(['log', key], {app: logging([])});
	assert.match(plain.output, /^version 2 {2}.*\+12 \(3 MB\).*\nversion 1 {2}.*\n$/v);
	assert.equal(plain.error, '');
	const json = await runCommand(['log', key, '--json'], {app: logging([])});
	assert.match(json.output, /^\{"event":"log","version":2,.*\}\n\{"event":"log","version":1,.*\}\n$/v);
});

test('it waits thirty seconds for a peer and lists all versions unless told otherwise', async () => {
	const seen: unknown[] = [];
	await runCommand(['log', key], {app: logging(seen)});
	await runCommand(['log', '--limit', '5', '--timeout', '1'], {app: logging(seen), environment: {FERRY_KEY: key}});
	assert.deepEqual(seen, [{limit: undefined, timeout: 30_000}, {limit: 5, timeout: 1000}]);
	for (const limit of ['0', '1.5', 'all']) {
		const {exitCode} = await runCommand(['log', key, '--limit', limit], {app: logging(seen)});
		assert.equal(exitCode, 2, limit);
	}
});

test('a share without a complete version is a remark, not data', async () => {
	const {output, error, exitCode} = await runCommand(['log', key], {app: logging([], 0)});
	assert.deepEqual({output, error, exitCode}, {output: '', error: 'No version is complete yet; it is still being read for the first time.\n', exitCode: 0});
});
