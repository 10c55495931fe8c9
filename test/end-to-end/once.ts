import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {type Ferry, startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {type Tree, writeTree} from '../helpers/write-tree.ts';

const done = {code: 0, signal: undefined};

test('a sharer with --once stays while somebody has only some of it, and ends when somebody has everything', async t => {
	const {folder, share, get} = await sharingOnce(t, {a: 'a', 'sub/b': 'b', 'sub/deeper/c': 'c'});
	const some = await get('some', '--only', 'sub/**');
	assert.equal(some.files, 2);
	await share.event('delivered', ({files}) => files === 2);
	// Had it ended, nobody would be there for this one.
	const all = await get('all');
	assert.equal(all.files, 3);
	assert.deepEqual(await share.ended, done, share.stdout);
	assert.deepEqual(share.events.filter(event => event.type === 'delivered').map(({files}) => files), [2, 3]);
	assert.deepEqual((await compareFolders(`${folder}/shared`, `${folder}/all`)).differences, []);
});

test('what can’t be created somewhere makes nothing whole of a part, and of everything no part', async t => {
	const {share, get} = await sharingOnce(t, {
		a: 'a', 'sub/b': 'b', 'sub/out': {link: '../../outside'}, 'sub/up': {link: '../../outside'},
	});
	const some = await get('some', '--only', 'sub');
	assert.deepEqual([some.files, some.notCreated], [1, 2]);
	await share.event('delivered', ({files}) => files === 1);
	const all = await get('all');
	assert.deepEqual([all.files, all.notCreated], [2, 2]);
	assert.deepEqual(await share.ended, done, share.stdout);
});

type Once = {
	readonly folder: string;
	readonly share: Ferry;
	/** Gets the share into a folder of this name, to the end. */
	readonly get: (name: string, ...options: readonly string[]) => Promise<{readonly files: number; readonly notCreated: number}>;
};

async function sharingOnce(t: TestContext, tree: Tree): Promise<Once> {
	const folder = await temporaryFolder(t);
	await writeTree(`${folder}/shared`, tree);
	const {bootstrap} = await localTestnet(t);
	const env = {FERRY_BOOTSTRAP: bootstrap.join(',')};
	const share = startFerry(t, ['share', `${folder}/shared`, '--once', '--json'], {env: {...env, FERRY_STORE: `${folder}/sharer`}});
	const {key} = await share.event('announced');
	return {
		folder,
		share,
		async get(name, ...options) {
			const get = startFerry(t, ['get', key, `${folder}/${name}`, '--yes', '--json', '--timeout', '20', ...options], {env: {...env, FERRY_STORE: `${folder}/store of ${name}`}});
			assert.deepEqual(await get.ended, done, get.stdout);
			return get.event('received');
		},
	};
}
