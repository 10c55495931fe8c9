import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {
	readFile, rename, rm, stat, truncate, utimes, writeFile,
} from 'node:fs/promises';
import {test} from 'node:test';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {defaultBlockSize as blockSize} from '../../source/feed/limits.ts';
import {overwrite} from '../helpers/overwrite.ts';
import {readTree} from '../helpers/read-tree.ts';
import {twoApps} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

/** A receiver that waits for ever is what these tests are about. */
const timeout = 20_000;

const changes: Readonly<Record<string, (place: string) => Promise<void>>> = {
	'edited in place': async place => overwrite(place, 3),
	async 'edited in place with its time set back'(place) {
		const {mtime} = await stat(place);
		await overwrite(place, 3);
		await utimes(place, mtime, mtime);
	},
	async 'edited at its end'(place) {
		const {size} = await stat(place);
		await overwrite(place, size - 6);
	},
	async truncated(place) {
		const {size} = await stat(place);
		await truncate(place, Math.floor(size / 2));
	},
	emptied: async place => truncate(place, 0),
	async grown(place) {
		const {size} = await stat(place);
		await truncate(place, size + blockSize + 1);
	},
	async replaced(place) {
		await writeFile(`${place}.new`, 'another file');
		await rename(`${place}.new`, place);
	},
	deleted: async place => rm(place),
	async 'replaced by a directory'(place) {
		await rm(place);
		await writeTree(place, {inside: 'a directory'});
	},
};

for (const [change, make] of Object.entries(changes)) {
	test(`files that were ${change} before they are fetched arrive as they are now, and so do all others`, {timeout}, async t => {
		const {folder, sharer, receiver} = await twoApps(t);
		const names = ['d/large', 'd/small 5'];
		await writeTree(`${folder}/shared`, {
			...Object.fromEntries(Array.from({length: 10}, (_, index) => [`d/small ${index}`, `${index}`.repeat(500)])),
			'd/large': pseudoRandomBytes('large')((5 * blockSize) + 100),
			'z/other': pseudoRandomBytes('other')(2 * blockSize),
		});
		const share = sharer.share(`${folder}/shared`);
		await share.event('version');
		const end = await receiver.received(await share.key(), `${folder}/received`, {
			async confirm() {
				for (const name of names) {
					await make(`${folder}/shared/${name}`);
				}

				return true;
			},
		});
		const isGone = change === 'deleted' || change === 'replaced by a directory';
		// Nobody follows the folder, so what is new in it is not shared.
		const expected = [...await readTree(`${folder}/shared`)].filter(([path]) => !isGone || !names.some(name => path.startsWith(name)));
		assert.deepEqual(await readTree(`${folder}/received`), new Map(expected));
		assert.ok(end.version > 1);
		assert.deepEqual(new Set(share.all('source-changed').map(event => `${event.path} ${event.change}`)), new Set(names.map(name => `${name} ${isGone ? 'gone' : 'changed'}`)));
		await share.stop();
		await share.ended;
	});
}

for (const change of ['edited in place', 'truncated', 'grown', 'replaced', 'deleted']) {
	test(`a large file that is ${change} while it is fetched arrives as it was or as it is now`, {timeout}, async t => {
		const {folder, sharer, receiver} = await twoApps(t);
		await writeTree(`${folder}/shared`, {a: 'a', large: pseudoRandomBytes('while')(60 * blockSize), z: 'z'});
		const before = await readTree(`${folder}/shared`);
		const share = sharer.share(`${folder}/shared`);
		await share.event('version');
		const get = receiver.get(await share.key(), `${folder}/received`);
		await share.event('serving', ({bytes}) => bytes > 0);
		await changes[change]!(`${folder}/shared/large`);
		await get.ended;
		const received = await readTree(`${folder}/received`);
		assert.deepEqual(received, get.last('received').version === 1 ? before : await readTree(`${folder}/shared`));
		await share.stop();
		await share.ended;
	});
}

test('a change at its beginning doesn’t keep a receiver from the rest of a share', {timeout}, async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, {
		a: pseudoRandomBytes('a')(3 * blockSize), b: 'b', c: pseudoRandomBytes('c')(200 * blockSize), d: 'd',
	});
	const share = sharer.share(`${folder}/shared`);
	await share.event('version');
	await receiver.received(await share.key(), `${folder}/received`, {
		async confirm() {
			await overwrite(`${folder}/shared/a`, blockSize);
			await overwrite(`${folder}/shared/b`, 0);
			return true;
		},
	});
	assert.deepEqual(await readTree(`${folder}/received`), await readTree(`${folder}/shared`));
});

test('a receiver that was interrupted before changes goes on after them', {timeout}, async t => {
	const {folder, sharer, receiver} = await twoApps(t, {tcp: false});
	const next = pseudoRandomBytes('interrupted');
	const names = Array.from({length: 24}, (_, index) => `file ${index}`);
	await writeTree(`${folder}/shared`, Object.fromEntries(names.map((name, index) => [name, next(index % 3 === 0 ? 700 : 9 * blockSize)])));
	const first = sharer.share(`${folder}/shared`);
	await first.event('version');
	const key = await first.key();
	const get = receiver.get(key, `${folder}/received`);
	await first.event('serving', ({bytes}) => bytes > blockSize);
	await get.stop();
	// Were it still watching, it would publish what is overwritten first as a version of its own, or not.
	await first.stop();
	for (const [index, name] of names.entries()) {
		if (index % 4 !== 0) {
			await overwrite(`${folder}/shared/${name}`, index);
		}

		if (index % 8 === 7) {
			// A version each time, and with it blocks that nobody has any more.
			const next = sharer.share(`${folder}/shared`);
			await next.event('version', ({changed}) => changed);
			await next.stop();
		}
	}

	sharer.share(`${folder}/shared`);
	const {version} = await receiver.received(key, `${folder}/received`);
	assert.equal(version, 4);
	assert.deepEqual(await readTree(`${folder}/received`), await readTree(`${folder}/shared`));
});

test('a file that changes while it is read for the first time is read again', {timeout}, async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const place = `${folder}/shared/large`;
	await writeTree(`${folder}/shared`, {a: 'a', large: '', z: 'z'});
	await truncate(place, 128 * 1024 * 1024);
	const share = sharer.share(`${folder}/shared`);
	const get = receiver.get(await share.key(), `${folder}/received`);
	await share.event('reading', ({bytes}) => bytes > blockSize);
	await truncate(place, 3 * blockSize);
	await overwrite(place, 10);
	await get.ended;
	assert.deepEqual(await readTree(`${folder}/received`), await readTree(`${folder}/shared`));
});

test('a file that never rests is left out, and everything else arrives', {timeout}, async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const place = `${folder}/shared/log`;
	await writeTree(`${folder}/shared`, {a: 'a', log: '', z: 'z'});
	await truncate(place, 16 * 1024 * 1024);
	const share = sharer.share(`${folder}/shared`);
	const writer = setInterval(async () => overwrite(place, 7), 2);
	const end = await receiver.received(await share.key(), `${folder}/received`).finally(() => {
		clearInterval(writer);
	});
	assert.deepEqual(share.all('left-out').map(({path, reason}) => `${reason} ${path}`), ['changing log']);
	assert.equal(end.files, 2);
	assert.deepEqual([...await readTree(`${folder}/received`)].map(([name]) => name), ['a', 'z']);
});

test('a receiver that stays on serves only what is still as it was received', {timeout}, async t => {
	const {folder, sharer, receiver, machine} = await twoApps(t);
	await writeTree(`${folder}/shared`, {large: pseudoRandomBytes('stays')(4 * blockSize), small: 'small', other: pseudoRandomBytes('other')(3 * blockSize)});
	const share = sharer.share(`${folder}/shared`);
	await share.event('version');
	const key = await share.key();
	const first = receiver.get(key, `${folder}/first`, {stay: true});
	await first.event('received');
	await overwrite(`${folder}/first/large`, 3 * blockSize);
	await writeFile(`${folder}/first/small`, 'mine!');
	await share.stop();
	const second = machine('second').get(key, `${folder}/second`);
	// The rest is nowhere until the sharer comes back.
	await second.event('receiving', ({bytes}) => bytes === 3 * blockSize);
	assert.deepEqual([...await readTree(`${folder}/second`)].map(([name]) => name).filter(name => !name.startsWith('.ferry')), ['other']);
	sharer.share(`${folder}/shared`);
	await second.ended;
	assert.deepEqual(await readTree(`${folder}/second`), await readTree(`${folder}/shared`));
});

test('files that have become pipes don’t hold up anybody', {timeout}, async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, {small: 'small', large: pseudoRandomBytes('pipe')(9 * blockSize), stays: 'stays'});
	const share = sharer.share(`${folder}/shared`);
	await share.event('version');
	await rm(`${folder}/shared/small`);
	await rm(`${folder}/shared/large`);
	execFileSync('mkfifo', [`${folder}/shared/small`, `${folder}/shared/large`]);
	const {files} = await receiver.received(await share.key(), `${folder}/received`);
	assert.equal(files, 1);
	assert.deepEqual([...(await readTree(`${folder}/received`)).keys()], ['stays']);
});

const shares: Readonly<Record<string, {readonly paths: readonly string[]; readonly entries: readonly string[]; readonly changed: string}>> = {
	'a folder': {paths: ['d'], entries: ['one', 'two'], changed: 'd/one'},
	'a file': {paths: ['d/one'], entries: ['one'], changed: 'd/one'},
	'several paths': {paths: ['d', 'e'], entries: ['d', 'd/one', 'd/two', 'e'], changed: 'd/one'},
};

for (const [title, {paths, entries, changed}] of Object.entries(shares)) {
	test(`who doesn’t follow ${title} shares nothing that is put there later`, {timeout}, async t => {
		const {folder, sharer, receiver} = await twoApps(t);
		await writeTree(folder, {'d/one': '1', 'd/two': '2', e: 'e'});
		const share = sharer.share(paths.map(path => `${folder}/${path}`));
		await share.event('version');
		await writeTree(folder, {[changed]: 'changed', 'd/secret': 'secret', 'd/new/secret': 'secret'});
		const {version} = await receiver.received(await share.key(), `${folder}/received`);
		assert.equal(version, 2);
		assert.deepEqual([...await readTree(`${folder}/received`)].map(([path]) => path), entries);
		assert.equal(await readFile(`${folder}/received/${title === 'several paths' ? 'd/one' : 'one'}`, 'utf8'), 'changed');
	});
}
