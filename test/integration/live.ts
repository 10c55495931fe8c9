import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {
	appendFile, chmod, mkdir, readFile, rename, rm, symlink, writeFile,
} from 'node:fs/promises';
import {test, type TestContext} from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import crypto from 'hypercore-crypto';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import type {GetOptions} from '../../source/app/get-options.ts';
import {partName} from '../../source/base/relative-path.ts';
import {defaultBlockSize as blockSize} from '../../source/feed/limits.ts';
import {asOrdinaryUser, cannotBeOrdinary} from '../helpers/as-ordinary-user.ts';
import {makePipe} from '../helpers/make-pipe.ts';
import {readTree, type TreeEntry} from '../helpers/read-tree.ts';
import {twoApps, type Job} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

/** What is never followed is waited for in vain. */
const timeout = 30_000;

type Followed = {
	readonly shared: string;
	readonly received: string;
	readonly share: Job;
	readonly get: Job;
	/** Resolves when the receiver has what the sharer has. */
	readonly untilEqual: () => Promise<void>;
	/** Resolves when the receiver has this version or a later one. */
	readonly untilVersion: (version: number) => Promise<void>;
	/** Goes on as a mirror; the get must have ended. */
	readonly mirror: () => Job;
};

async function followed(t: TestContext, tree: Parameters<typeof writeTree>[1], getOptions: Partial<GetOptions> = {}): Promise<Followed> {
	const {folder, sharer, receiver} = await twoApps(t);
	const shared = `${folder}/shared`;
	const received = `${folder}/received`;
	await writeTree(shared, tree);
	const share = sharer.share(shared, {watch: true});
	const key = await share.key();
	const get = receiver.get(key, received, {live: true, ...getOptions});
	await get.event('received');
	return {
		shared, received, share, get,
		async untilEqual() {
			for (;;) {
				const count = get.all('received').length;
				if (isDeepStrictEqual(await comparable(shared), await comparable(received))) {
					return;
				}

				await get.event('received', () => get.all('received').length > count);
			}
		},
		async untilVersion(version) {
			await get.event('received', event => event.version >= version);
		},
		mirror: () => receiver.get(key, received, {mirror: true}),
	};
}

async function comparable(folder: string): Promise<Map<string, TreeEntry>> {
	return readTree(folder);
}

const changes: Readonly<Record<string, (shared: string) => Promise<void>>> = {
	async 'a link that becomes a file'(shared) {
		await rm(`${shared}/link to kept`);
		await writeFile(`${shared}/link to kept`, 'a file now');
	},
	async 'a link that becomes a folder'(shared) {
		await rm(`${shared}/link to kept`);
		await writeTree(`${shared}/link to kept`, {'in it': 'content'});
	},
	async 'a link to a folder that becomes this folder'(shared) {
		await rm(`${shared}/link to folder`);
		await rename(`${shared}/linked`, `${shared}/link to folder`);
	},
	'a new file': async shared => writeFile(`${shared}/new`, 'new'),
	'a new folder with files': async shared => writeTree(`${shared}/folder`, {'a/b': 'b', c: 'c', link: {link: 'a/b'}}),
	'a file written anew': async shared => writeFile(`${shared}/d/small`, 'other content'),
	async 'a file replaced by another'(shared) {
		await writeFile(`${shared}/d/.tmp`, 'replacement');
		await rename(`${shared}/d/.tmp`, `${shared}/d/small`);
	},
	'a large file that has grown': async shared => appendFile(`${shared}/large`, 'and more'),
	'a renamed file': async shared => rename(`${shared}/large`, `${shared}/renamed`),
	'a file moved into another folder': async shared => rename(`${shared}/large`, `${shared}/d/large`),
	'a renamed folder': async shared => rename(`${shared}/d`, `${shared}/e`),
	'a deleted file': async shared => rm(`${shared}/d/small`),
	'a deleted folder': async shared => rm(`${shared}/d`, {recursive: true}),
	'a new link': async shared => symlink('d/small', `${shared}/link`),
	'a deleted link': async shared => rm(`${shared}/d/link`),
	'other permissions': async shared => chmod(`${shared}/d/small`, 0o700),
	'an empty folder': async shared => mkdir(`${shared}/empty`),
	async 'a file in place of a folder'(shared) {
		await rm(`${shared}/d`, {recursive: true});
		await writeFile(`${shared}/d`, 'a file now');
	},
	async 'a folder in place of a file'(shared) {
		await rm(`${shared}/large`);
		await writeTree(`${shared}/large`, {inside: 'inside'});
	},
};

for (const [change, make] of Object.entries(changes)) {
	test(`${change} arrives at those who follow`, {timeout}, async t => {
		const {shared, untilEqual} = await followed(t, {
			'd/small': 'small', 'd/link': {link: 'small'}, 'd/deeper/file': 'deeper',
			'link to kept': {link: 'd/deeper'}, 'linked/file': 'linked', 'link to folder': {link: 'linked'}, large: pseudoRandomBytes('large')(3 * blockSize),
		});
		await make(shared);
		await untilEqual();
	});
}

test('one change after the other is followed, also in folders that are new', {timeout}, async t => {
	const {shared, get, untilEqual} = await followed(t, {a: 'a'});
	for (let step = 0; step < 4; step++) {
		await writeTree(`${shared}/folder ${step}`, {'x/y': `${step}`});
		await untilEqual();
		await writeFile(`${shared}/folder ${step}/x/y`, `again ${step}`);
		await writeFile(`${shared}/folder ${step}/x/z`, `more ${step}`);
		await untilEqual();
		await rm(`${shared}/folder ${step}/x/y`);
		await untilEqual();
	}

	assert.deepEqual(get.all('kept'), []);
});

test('what was edited here is neither overwritten nor deleted', {timeout}, async t => {
	const {shared, received, get} = await followed(t, {changed: 'changed', gone: 'gone', other: 'other'});
	await writeFile(`${received}/changed`, 'mine');
	await writeFile(`${received}/gone`, 'mine, too');
	await writeFile(`${shared}/changed`, 'theirs');
	await rm(`${shared}/gone`);
	const {placedAs} = await get.event('kept-both');
	await get.event('kept', ({path}) => path === 'gone');
	await get.event('received', ({version}) => version > 1);
	assert.equal(await readFile(`${received}/changed`, 'utf8'), 'mine');
	assert.equal(await readFile(`${received}/gone`, 'utf8'), 'mine, too');
	assert.equal(await readFile(`${received}/${placedAs}`, 'utf8'), 'theirs');
	assert.match(placedAs, /^changed \(conflict \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d from [\da-f]{8}\)$/v);
});

test('a folder with something of the user’s in it stays when it is deleted at the source', {timeout}, async t => {
	const {shared, received, get} = await followed(t, {'d/theirs': 'theirs'});
	await writeFile(`${received}/d/mine`, 'mine');
	await rm(`${shared}/d`, {recursive: true});
	await get.event('deleted', ({path}) => path === 'd/theirs');
	await get.event('received', ({version}) => version > 1);
	assert.deepEqual([...(await readTree(received)).keys()], ['d', 'd/mine']);
});

test('what the sharer can’t read for a while stays at those who follow', {timeout, skip: cannotBeOrdinary}, async t => {
	asOrdinaryUser(t);
	const {shared, received, get, untilVersion, untilEqual} = await followed(t, {
		'd/deeper/a': 'a', 'd/b': 'b', file: 'file', other: 'other',
	});
	const before = await readTree(received);
	await chmod(`${shared}/file`, 0);
	await untilVersion(2);
	await chmod(`${shared}/d`, 0);
	await rm(`${shared}/other`);
	await untilVersion(3);
	before.delete('other');
	assert.deepEqual(await readTree(received), before);
	assert.equal((await get.event('received', ({version}) => version >= 3)).withheld, 2);
	await chmod(`${shared}/d`, 0o755);
	await chmod(`${shared}/file`, 0o644);
	await rm(`${shared}/d/b`);
	await untilEqual();
});

test('who does not follow is told of a newer version', {timeout}, async t => {
	const {shared, received, get} = await followed(t, {a: 'a'}, {live: false, stay: true});
	await writeFile(`${shared}/a`, 'b');
	assert.equal((await get.event('newer-version')).version, 2);
	assert.equal(await readFile(`${received}/a`, 'utf8'), 'a');
});

test('a mirror has nothing that the share does not have', {timeout}, async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, {'d/a': 'a', b: 'b', large: pseudoRandomBytes('mirror')(2 * blockSize)});
	await writeTree(`${folder}/received`, {
		'mine/x': 'mine', 'd/mine': 'mine', b: 'another b', link: {link: 'b'},
	});
	const share = sharer.share(`${folder}/shared`, {watch: true});
	const get = receiver.get(await share.key(), `${folder}/received`, {mirror: true, live: true, existing: 'overwrite'});
	await get.event('received');
	assert.deepEqual(await readTree(`${folder}/received`), await readTree(`${folder}/shared`));
	await writeFile(`${folder}/received/large`, 'edited');
	await writeFile(`${folder}/received/d/new`, 'new');
	await writeFile(`${folder}/shared/b`, 'b again');
	await get.event('received', ({version}) => version > 1);
	assert.deepEqual(await readTree(`${folder}/received`), await readTree(`${folder}/shared`));
});

test('a mirror puts files in the place of folders, and folders in that of files', {timeout}, async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const [shared, received] = [`${folder}/shared`, `${folder}/received`];
	await writeTree(shared, {a: 'a', 'd/b': 'b', c: 'c'});
	await writeTree(received, {'a/mine': 'mine', 'a/e/mine': 'mine', d: 'mine'});
	const share = sharer.share(shared, {watch: true});
	const get = receiver.get(await share.key(), received, {mirror: true, existing: 'overwrite'});
	await get.event('received');
	assert.deepEqual(await readTree(received), await readTree(shared));
	await rm(`${received}/c`);
	await mkdir(`${received}/c`);
	await writeFile(`${shared}/a`, 'again');
	await get.event('received', ({version}) => version === 2);
	assert.deepEqual(await readTree(received), await readTree(shared));
});

test('a mirror names what it deletes and nothing else, also a folder in the place of a file, and what stays once', {timeout}, async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const [shared, received] = [`${folder}/shared`, `${folder}/received`];
	await writeTree(shared, {'t.txt': 't', edited: 'theirs'});
	await writeTree(received, {'t.txt/mine': 'mine', 'extra/deep': null, 'left/file': 'mine'});
	const hasPipe = makePipe(t, `${received}/left/pipe`);
	const share = sharer.share(shared, {watch: true});
	const get = receiver.get(await share.key(), received, {mirror: true, existing: 'overwrite'});
	await get.event('received');
	assert.deepEqual(get.all('kept-both'), []);
	const deleted = ['directory extra', 'directory extra/deep', 'directory t.txt', ...(hasPipe ? [] : ['directory left']), 'file left/file', 'file t.txt/mine'];
	assert.deepEqual(get.all('deleted').map(({path, mirror}) => `${mirror} ${path}`).toSorted(), deleted.toSorted());
	assert.deepEqual(get.all('kept').map(({path}) => path), hasPipe ? ['left/pipe', 'left'] : []);
	assert.equal(await readFile(`${received}/t.txt`, 'utf8'), 't');
	await writeFile(`${received}/edited`, 'mine');
	await writeFile(`${shared}/new`, 'new');
	await get.event('received', ({version}) => version > 1);
	assert.deepEqual(get.all('overwritten').map(({path}) => path), ['edited']);
	assert.equal(get.all('kept').length, hasPipe ? 2 : 0);
});

test('a folder that could not be read for a while and is a file then becomes one', {timeout, skip: cannotBeOrdinary}, async t => {
	asOrdinaryUser(t);
	const {shared, get, received, untilVersion, untilEqual} = await followed(t, {'d/e/a': 'a', 'd/b': 'b', file: 'file'});
	await chmod(`${shared}/d`, 0);
	await untilVersion(2);
	await chmod(`${shared}/d`, 0o755);
	await rm(`${shared}/d`, {recursive: true});
	await rename(`${shared}/file`, `${shared}/d`);
	await untilEqual();
	assert.deepEqual(get.all('kept-both'), []);
	assert.deepEqual([...(await readTree(received)).keys()], ['d']);
});

test('a mirror ends a conflict: the share’s file takes its own name again', {timeout}, async t => {
	const {shared, received, get, untilVersion, mirror} = await followed(t, {a: 'a', b: 'b'});
	await writeFile(`${received}/a`, 'edited here');
	await writeFile(`${shared}/a`, 'edited there');
	await untilVersion(2);
	assert.equal((await readTree(received)).size, 3);
	await get.stop();
	const mirrored = mirror();
	await mirrored.event('received');
	assert.deepEqual(await readTree(received), await readTree(shared));
	await writeFile(`${shared}/a`, 'and again');
	await mirrored.event('received', ({version}) => version === 3);
	assert.deepEqual(await readTree(received), await readTree(shared));
});

test('what was missed while nobody followed is made up for', {timeout}, async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, {'d/a': 'a', b: 'b', c: 'c'});
	const share = sharer.share(`${folder}/shared`, {watch: true});
	const key = await share.key();
	await receiver.received(key, `${folder}/received`);
	await rm(`${folder}/shared/d`, {recursive: true});
	await writeFile(`${folder}/shared/b`, 'b again');
	await share.event('version', ({version, files}) => version > 1 && files === 2);
	// As an interrupted run leaves it of a version that nobody has any more.
	await writeTree(`${folder}/received`, {[partName(Buffer.from(crypto.discoveryKey(key)).toString('hex'), 'd/never complete')]: 'half'});
	const get = receiver.get(key, `${folder}/received`, {live: true});
	await get.event('received', ({version}) => version > 1);
	assert.deepEqual(await readTree(`${folder}/received`), await readTree(`${folder}/shared`));
});

test('nothing is written or deleted through a link that somebody has put in the place of a folder', {timeout}, async t => {
	const {shared, received, get} = await followed(t, {'d/gone': 'gone', 'd/changed': 'changed', other: 'other'});
	const elsewhere = `${received} elsewhere`;
	await rename(`${received}/d`, elsewhere);
	await symlink(elsewhere, `${received}/d`);
	const before = await readTree(elsewhere);
	await rm(`${shared}/d/gone`);
	await writeFile(`${shared}/d/changed`, 'changed again');
	await writeFile(`${shared}/d/new`, 'new');
	await writeFile(`${shared}/other`, 'other again');
	await get.event('received', ({notCreated}) => notCreated === 3);
	assert.deepEqual(get.all('not-created').map(({path}) => path).toSorted(), ['d', 'd/changed', 'd/new']);
	assert.deepEqual(get.all('deleted'), []);
	assert.deepEqual(await readTree(elsewhere), before);
});
