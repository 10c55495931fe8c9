import assert from 'node:assert/strict';
import {
	mkdir, readdir, rename, rm, writeFile,
} from 'node:fs/promises';
import {test} from 'node:test';
import {readTree} from '../helpers/read-tree.ts';
import {twoApps} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

const timeout = 60_000;

for (const [what, instead] of [['nothing', undefined], ['an empty folder', {}], ['a folder with something else', {mine: 'mine'}]] as const) {
	for (const mirror of what === 'an empty folder' ? [false, true] : [false]) {
		test(`a destination that is away, with ${what} in its place, is waited for, and catches up when it is back${mirror ? ', also as a mirror' : ''}`, {timeout}, async t => {
			const {folder, sharer, receiver} = await twoApps(t);
			const [from, to, away] = [`${folder}/from`, `${folder}/to`, `${folder}/away`];
			await writeTree(from, {a: 'a', b: 'b', 'c/d': 'd'});
			const share = sharer.share(from, {watch: true});
			const get = receiver.get(await share.key(), to, mirror ? {mirror} : {live: true});
			await get.event('received');
			await rename(to, away);
			if (instead) {
				await mkdir(to);
				await writeTree(to, instead);
			}

			const {message} = await get.event('warning', ({code}) => code === 'destination-away');
			assert.match(message, /There is no folder “.*to” any more.* Ferry goes on when it is back\.$/v);
			await writeFile(`${from}/e`, 'e');
			await rm(`${from}/b`);
			const {version} = await share.event('version', event => event.files === 3 && event.version > 1);
			assert.deepEqual(instead ? await readdir(to) : [], Object.keys(instead ?? {}));
			await rm(to, {recursive: true, force: true});
			await rename(away, to);
			await get.event('received', event => event.version >= version);
			assert.deepEqual(await readTree(to), await readTree(from));
			await writeFile(`${from}/f`, 'f');
			await get.event('received', event => event.version > version);
			assert.deepEqual(await readTree(to), await readTree(from));
		});
	}
}

test('a version that comes at once when the destination is gone is not written into another folder', {timeout}, async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const [from, to, away] = [`${folder}/from`, `${folder}/to`, `${folder}/away`];
	await writeTree(from, {a: 'a', b: 'b'});
	const share = sharer.share(from, {watch: true});
	const get = receiver.get(await share.key(), to, {live: true});
	await get.event('received');
	await rename(to, away);
	await mkdir(to);
	await rm(`${from}/b`);
	await writeFile(`${from}/c`, 'c');
	await get.event('warning', ({code}) => code === 'destination-away');
	assert.deepEqual(await readdir(to), []);
	await rm(to, {recursive: true});
	await rename(away, to);
	await get.event('received', ({version}) => version > 1);
	const {version} = await share.event('version', event => event.files === 2 && event.version > 1);
	await get.event('received', event => event.version >= version);
	assert.deepEqual(await readTree(to), await readTree(from));
});
