import assert from 'node:assert/strict';
import {cp} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {builtFerry} from '../helpers/built-ferry.ts';
import {startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';

test('1 GiB that stands in the destination is adopted, and served when its sharer is gone', async t => {
	const root = await temporaryFolder(t);
	const {bootstrap} = await localTestnet(t);
	const options = {env: {FERRY_BOOTSTRAP: bootstrap.join(',')}, program: builtFerry()};
	const [shared, mine, third] = [path.join(root, 'shared'), path.join(root, 'mine'), path.join(root, 'third')];
	const {bytes} = await writeLargeFolder(shared, {large: 1024, small: 1000, smallBytes: 20_000});
	await cp(shared, mine, {recursive: true, preserveTimestamps: true});
	const share = startFerry(t, ['share', shared, '--json', '--store', path.join(root, 'sharer')], options);
	const {key} = await share.event('announced');
	await share.event('version');

	const start = performance.now();
	const adopter = startFerry(t, ['get', key, mine, '--stay', '--json', '--store', path.join(root, 'adopter')], options);
	const {transferred} = await adopter.event('received');
	t.diagnostic(`${bytes} bytes were adopted in ${((performance.now() - start) / 1000).toFixed(1)} s, and ${transferred} bytes of content travelled`);
	assert.equal(transferred, 0);
	share.kill();
	await share.ended;

	const get = startFerry(t, ['get', key, third, '--json', '--store', path.join(root, 'third store')], options);
	assert.deepEqual(await get.ended, {code: 0, signal: undefined});
	assert.equal(get.events.findLast(event => event.type === 'received')!.transferred, bytes);
	assert.deepEqual((await compareFolders(shared, third)).differences, []);
	adopter.kill();
	await adopter.ended;
});
