import assert from 'node:assert/strict';
import test from 'node:test';
import type {DifferenceCause} from '../../source/app/verify.ts';
import {type FakeApp, runCommand} from '../helpers/run-command.ts';

const key = '07'.repeat(32);

function verifying(...problems: Array<{path: string; problem: 'missing' | 'content'}>): FakeApp {
	return {
		verify: async () => ({
			files: 3, bytes: 12, problems, elsewhere: [],
		}),
	};
}

test('everything as shared ends with exit code 0', async () => {
	const {exitCode, output, error} = await runCommand(['verify', key], {app: verifying()});
	assert.equal(exitCode, 0);
	assert.equal(output, '');
	assert.equal(error, 'Verified 3 files, 12 B: all as shared\n');
});

test('what stands under another name is told, and is no difference', async () => {
	const app: FakeApp = {
		verify: async () => ({
			files: 3, bytes: 12, problems: [], elsewhere: [{path: 'a', placedAs: 'a (2)'}],
		}),
	};
	const {exitCode, output, error} = await runCommand(['verify', key], {app});
	assert.equal(exitCode, 0);
	assert.equal(output, 'other name     a stands as a (2)\n');
	assert.equal(error, 'Verified 3 files, 12 B: all as shared; 1 file under another name, which “ferry get --overwrite” ends\n');
});

test('what differs is named on standard output, and the exit code is 5', async () => {
	const app = verifying({path: 'a', problem: 'missing'}, {path: 'b\nc', problem: 'content'});
	const plain = await runCommand(['verify', key], {app});
	assert.equal(plain.exitCode, 5);
	assert.equal(plain.output, 'missing        a\nother content  b\\nc\n');
	assert.match(plain.error, /^Verified 3 files, 12 B: 2 differences\nferry: The files on disk are not those that were shared\.\n/v);

	const json = await runCommand(['verify', key, '--json'], {app});
	assert.equal(json.exitCode, 5);
	const lines = json.output.split('\n');
	assert.deepEqual(lines.slice(0, 3), [
		'{"event":"problem","path":"a","problem":"missing"}',
		String.raw`{"event":"problem","path":"b\nc","problem":"content"}`,
		'{"event":"verified","files":3,"bytes":12,"problems":2}',
	]);
	assert.match(lines[3] ?? '', /^\{"event":"error","code":"verification-failed",.+,"exitCode":5\}$/v);
});

test('what to do about differences depends on what they come from', async () => {
	const hints = {
		unfinished: /not received to the end: “ferry get” with the key/v,
		'folder-away': /moved or deleted\. .*new place adopts/v,
		'in-the-way': /move that away/v,
		unknown: /with --overwrite/v,
	};
	for (const [cause, hint] of Object.entries(hints)) {
		const app: FakeApp = {
			verify: async () => ({
				files: 1, bytes: 1, problems: [{path: 'a', problem: 'missing'}], elsewhere: [], cause: isCause(cause) ? cause : undefined,
			}),
		};
		const {exitCode, error} = await runCommand(['verify', key], {app});
		assert.equal(exitCode, 5);
		assert.match(error, hint);
	}
});

function isCause(text: string): text is DifferenceCause {
	return text !== 'unknown';
}
