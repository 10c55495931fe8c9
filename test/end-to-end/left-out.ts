import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {writeFile} from 'node:fs/promises';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {makePipe} from '../helpers/make-pipe.ts';
import {readTree} from '../helpers/read-tree.ts';
import {startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {writeTree} from '../helpers/write-tree.ts';

const skip = process.platform !== 'linux' && 'file names are text on this system';

test('what can’t be carried is named and counted in plain lines, and the exit code stays 0', {skip}, async t => {
	const stand = await odd(t);
	if (!stand) {
		return;
	}

	const {folder, env} = stand;
	const share = startFerry(t, ['share', `${folder}/shared`, '--once'], {env: {...env, FERRY_STORE: `${folder}/sharer`}});
	const [key] = await share.line(/^ferry1\w+$/v);
	const get = startFerry(t, ['get', '-', `${folder}/received`, '--yes'], {env: {...env, FERRY_STORE: `${folder}/receiver`}, stdin: `${key}\n`});
	assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stderr);
	assert.deepEqual(await share.ended, {code: 0, signal: undefined}, share.stderr);
	assert.equal(share.stdout, `${key}\n`);
	const said = share.stderr.split('\n');
	for (const line of [
		'Scanned 1 file, 0 folders, 1 B (2 left out)',
		'Left out: pipe (a named pipe)',
		String.raw`Left out: not\xff (its name is not UTF-8)`,
		'Version 1 is complete: 1 file, 1 B, 2 left out',
	]) {
		assert.equal(said.filter(each => each === line).length, 1, `“${line}” was to be said once:\n${share.stderr}`);
	}

	assert.deepEqual([...await readTree(`${folder}/received`)].map(([path]) => path), ['file']);
});

test('what can’t be carried is named and counted in JSON, and the exit code stays 0', {skip}, async t => {
	const stand = await odd(t);
	if (!stand) {
		return;
	}

	const {folder, env} = stand;
	const share = startFerry(t, ['share', `${folder}/shared`, '--once', '--json'], {env: {...env, FERRY_STORE: `${folder}/sharer`}});
	const {key} = await share.event('announced');
	const get = startFerry(t, ['get', key, `${folder}/received`, '--yes', '--json'], {env: {...env, FERRY_STORE: `${folder}/receiver`}});
	assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stdout);
	assert.deepEqual(await share.ended, {code: 0, signal: undefined}, share.stdout);
	const leftOut = share.events.filter(event => event.type === 'left-out').toSorted((one, other) => one.path < other.path ? -1 : 1);
	assert.deepEqual(leftOut, [
		{type: 'left-out', path: String.raw`not\xff`, reason: 'not-utf8'},
		{type: 'left-out', path: 'pipe', reason: 'fifo'},
	]);
	assert.equal((await share.event('scanned')).leftOut, 2);
	assert.equal((await share.event('version')).leftOut, 2);
	assert.equal((await get.event('received')).files, 1);
});

/** A folder of one file, a pipe, and a file whose name is not UTF-8; undefined where no pipe can be made, and the test is skipped. */
async function odd(t: TestContext) {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'shared/file': 'x'});
	await writeFile(Buffer.concat([Buffer.from(`${folder}/shared/not`), Buffer.from([0xFF])]), 'bytes');
	if (!makePipe(t, `${folder}/shared/pipe`)) {
		return;
	}

	const {bootstrap} = await localTestnet(t);
	return {folder, env: {FERRY_BOOTSTRAP: bootstrap.join(',')}};
}
