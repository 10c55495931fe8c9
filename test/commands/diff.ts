import assert from 'node:assert/strict';
import test from 'node:test';
import {everyResult} from '../helpers/every-event.ts';
import {type FakeApp, runCommand} from '../helpers/run-command.ts';

const key = '07'.repeat(32);

function comparing(seen: unknown[]): FakeApp {
	return {
		async * diff(_key, versions, {timeout}) {
			seen.push({...versions, timeout});
			yield everyResult.difference;
			yield everyResult.compared;
		},
	};
}

test('every difference is a line, and their sum is talk', async () => {
	const plain = await runCommand(['diff', key, '1'], {app: comparing([])});
	assert.deepEqual({output: plain.output, error: plain.error}, {output: '~ a/b -> c  10 B → 12 B\n', error: 'Version 2 beside version 1: 12 added, 1 changed, 3 removed, 4 renamed\n'});
	const quiet = await runCommand(['diff', key, '1', '--quiet'], {app: comparing([])});
	assert.deepEqual({output: quiet.output, error: quiet.error}, {output: plain.output, error: ''});
	const json = await runCommand(['diff', key, '1', '--json'], {app: comparing([])});
	assert.deepEqual(json.output.split('\n').map(line => /"event":"(?<event>\w+)"/v.exec(line)?.groups?.['event']), ['difference', 'compared', undefined]);
});

test('versions are numbers or dates, and the second may be left out', async () => {
	const seen: unknown[] = [];
	await runCommand(['diff', key, '1'], {app: comparing(seen)});
	await runCommand(['diff', key, '3', '2'], {app: comparing(seen)});
	await runCommand(['diff', '3', '2026-11-23T14:05Z', '--timeout', '1'], {app: comparing(seen), environment: {FERRY_KEY: key}});
	assert.deepEqual(seen, [
		{before: {version: 1}, after: undefined, timeout: 30_000},
		{before: {version: 3}, after: {version: 2}, timeout: 30_000},
		{before: {version: 3}, after: {until: Date.parse('2026-11-23T14:06Z') - 1}, timeout: 1000},
	]);
});

test('what is no version is refused before anything is opened', async () => {
	for (const argv of [[key], [key, 'yesterday'], [key, '1', '0']]) {
		const {exitCode, opened} = await runCommand(['diff', ...argv], {app: comparing([])});
		assert.equal(exitCode, 2);
		assert.deepEqual(opened, []);
	}
});
