import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';

const trees = {
	'this project’s own packages': fileURLToPath(new URL('../../node_modules', import.meta.url)),
	'Debian’s documentation': '/usr/share/doc',
	'Debian’s C headers': '/usr/include',
};

for (const [name, tree] of Object.entries(trees)) {
	test(`${name} arrive entry by entry as they are`, {skip: !existsSync(tree) && `there is no ${tree} on this system`}, async t => {
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
		t.diagnostic(`${entries} entries, ${files} of them files; ${count} links lead out of the tree`);
		const expected = new Set(notCreated.map(({path}) => `${JSON.stringify(path)} is only in the first folder`));
		// Tools keep what they have computed in node_modules/.cache, and write there while others test.
		assert.deepEqual(differences.filter(difference => !expected.has(difference) && !difference.startsWith('".cache')), []);
		assert.ok(differences.length >= expected.size);
	});
}
