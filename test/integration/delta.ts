import assert from 'node:assert/strict';
import {mkdir} from 'node:fs/promises';
import {test} from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import {deltaSteps} from '../helpers/delta-steps.ts';
import {readTree} from '../helpers/read-tree.ts';
import {twoApps, type Job} from '../helpers/two-apps.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';

async function nextReceived(get: Job): Promise<void> {
	const {length} = get.all('received');
	await get.event('received', () => get.all('received').length > length);
}

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
			const before = get.all('received').length;
			await make(shared, `${folder}/spare`);
			do {
				await nextReceived(get);
			} while (!isDeepStrictEqual(await readTree(received), await readTree(shared)));

			const bytes = get.all('received').slice(before).reduce((sum, {transferred}) => sum + transferred, 0);

			t.diagnostic(`${name}: ${bytes} bytes`);
			assert.ok(bytes <= mostBytes, `${name} took ${bytes} bytes`);
		}
	});
}
