import assert from 'node:assert/strict';
import {mkdir, open} from 'node:fs/promises';
import path from 'node:path';
import {test} from 'node:test';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';

const mebibyte = 1024 * 1024;

test('of a folder of 2 GiB the first file has been received before the sharer has read the rest', async t => {
	const folder = await temporaryFolder(t);
	const {bootstrap} = await localTestnet(t);
	const env = {FERRY_BOOTSTRAP: bootstrap.join(',')};
	await writeFiles(`${folder}/shared`, 16, 128);
	const share = startFerry(t, ['share', `${folder}/shared`, '--json'], {env: {...env, FERRY_STORE: `${folder}/sharer`}});
	const {key} = await share.event('announced');
	const get = startFerry(t, ['get', key, `${folder}/received`, '--yes', '--json'], {env: {...env, FERRY_STORE: `${folder}/receiver`}});
	await get.event('receiving', ({files}) => files >= 1);
	assert.deepEqual(share.events.filter(({type}) => type === 'version'), []);
	assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stderr);
	const {bytes, differences} = await compareFolders(`${folder}/shared`, `${folder}/received`);
	assert.equal(bytes, 2048 * mebibyte);
	assert.deepEqual(differences, []);
});

async function writeFiles(directory: string, count: number, mebibytes: number): Promise<void> {
	const next = pseudoRandomBytes('streaming');
	await mkdir(directory);
	for (let index = 0; index < count; index++) {
		await using handle = await open(path.join(directory, String(index)), 'w');
		for (let written = 0; written < mebibytes; written++) {
			await handle.write(next(mebibyte));
		}
	}
}
