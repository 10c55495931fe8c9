import assert from 'node:assert/strict';
import {mkdir} from 'node:fs/promises';
import {test} from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import {deltaSteps} from '../helpers/delta-steps.ts';
import {readTree} from '../helpers/read-tree.ts';
import {twoApps} from '../helpers/two-apps.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';

for (const keepHistory of [false, true]) {
	test(`of a large file that changes only what is new travels${keepHistory ? ', also when old versions are kept' : ''}`, {timeout: 60_000}, async t => {
		const {folder, sharer, receiver} = await twoApps(t);
		const [shared, received] = [`${folder}/shared`, `${folder}/received`];
		await mkdir(shared);
		await writeLargeFolder(`${shared}/folder`, {large: 64, small: 0, smallBytes: 0});
		const share = sharer.share(shared, {watch: true, keepHistory});
		const get = receiver.get(await share.key(), received, {live: true});
		await get.event('received');
		for (const {name, mostBytes, make} of deltaSteps) {
			let {length} = get.all('received');
			let bytes = 0;
			await make(shared, `${folder}/spare`);
			do {
				await get.event('received', () => get.all('received').length > length);
				bytes += get.all('received')[length]!.transferred;
				length++;
			} while (!isDeepStrictEqual(await readTree(received), await readTree(shared)));

			t.diagnostic(`${name}: ${bytes} bytes`);
			assert.ok(bytes <= mostBytes, `${name} took ${bytes} bytes`);
		}
	});
}
