import assert from 'node:assert/strict';
import {readdir} from 'node:fs/promises';
import process from 'node:process';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {systemErrorCode} from '../../source/base/errors.ts';
import {startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';

/** What to share, and the entries below which it is no tree worth the name; scripts/install-test-packages.sh sees to as many. */
const trees: ReadonlyArray<readonly [name: string, tree: string, least: number]> = [
	['this project’s own packages', fileURLToPath(new URL('../../node_modules', import.meta.url)), 10_000],
	['Debian’s documentation', '/usr/share/doc', 500],
	['Debian’s C headers', '/usr/include', 1000],
];

for (const [name, tree, least] of trees) {
	test(`${name} arrive entry by entry as they are`, async t => {
		const found = await countEntries(tree);
		if (found < least && process.env['CI'] !== 'true') {
			t.skip(`${tree} has ${found} entries on this system, and ${least} are needed`);
			return;
		}

		assert.ok(found >= least, `${tree} has ${found} entries, and ${least} are needed: see scripts/install-test-packages.sh`);
		const folder = await temporaryFolder(t);
		const {bootstrap} = await localTestnet(t);
		const env = {FERRY_BOOTSTRAP: bootstrap.join(',')};
		const share = startFerry(t, ['share', tree, '--no-ignore', '--json'], {env: {...env, FERRY_STORE: `${folder}/sharer`}});
		const {key} = await share.event('announced');
		const get = startFerry(t, ['get', key, `${folder}/received`, '--yes', '--json'], {env: {...env, FERRY_STORE: `${folder}/receiver`}});
		assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stderr);
		const notCreated = get.events.filter(event => event.type === 'not-created');
		assert.ok(notCreated.every(({reason}) => reason === 'link-leaves-share'));
		const {files, notCreated: count} = await get.event('received');
		assert.equal(count, notCreated.length);
		const {entries, differences} = await compareFolders(tree, `${folder}/received`);
		assert.ok(entries >= least);
		t.diagnostic(`${entries} entries, ${files} of them files; ${count} links lead out of the tree`);
		const expected = new Set(notCreated.map(({path}) => `${JSON.stringify(path)} is only in the first folder`));
		// Tools keep what they have computed in node_modules/.cache, and write there while others test.
		assert.deepEqual(differences.filter(difference => !expected.has(difference) && !difference.startsWith('".cache')), []);
		assert.ok(differences.length >= expected.size);
	});
}

async function countEntries(tree: string): Promise<number> {
	try {
		// With their types, links are not followed.
		const entries = await readdir(tree, {recursive: true, withFileTypes: true});
		return entries.length;
	} catch (error) {
		assert.equal(systemErrorCode(error), 'ENOENT');
		return 0;
	}
}
