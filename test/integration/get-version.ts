import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {
	readdir, readFile, rename, rm,
} from 'node:fs/promises';
import {test, type TestContext} from 'node:test';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import type {FerryEvent} from '../../source/app/events.ts';
import type {GetVersionOptions} from '../../source/app/get-version.ts';
import type {Offer} from '../../source/app/offer.ts';
import {ExpectedError} from '../../source/base/errors.ts';
import {readTree} from '../helpers/read-tree.ts';
import {
	type Job, type Machine, twoApps, type TwoApps,
} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

const large = pseudoRandomBytes('large')((2 * 1024 * 1024) + 7);
const first = {
	'a/one': 'one', 'a/two': 'two', changes: 'before', empty: '', large, same: 'same',
};

type Old = TwoApps & {readonly key: Uint8Array; readonly share: Job};

/** A folder that is shared in its second version; in its first it had other files. */
async function shareTwo(t: TestContext, options: {readonly keepHistory?: boolean; readonly onFirst?: (apps: TwoApps, key: Uint8Array) => Promise<void>} = {}): Promise<Old> {
	const apps = await twoApps(t);
	const {folder, sharer} = apps;
	const {keepHistory = false, onFirst} = options;
	await writeTree(`${folder}/from`, first);
	const share = sharer.share(`${folder}/from`, {keepHistory});
	const key = await share.key();
	await share.event('version');
	await onFirst?.(apps, key);
	await share.stop();
	await rm(`${folder}/from/large`);
	await writeTree(`${folder}/from`, {changes: 'afterwards', new: 'new'});
	const again = sharer.share(`${folder}/from`, {keepHistory});
	assert.equal((await again.event('version')).version, 2);
	return {...apps, key, share: again};
}

type Got = {readonly events: readonly FerryEvent[]; readonly offers: readonly Offer[]; readonly error: unknown};

async function getVersion(machine: Machine, key: Uint8Array, change: Partial<GetVersionOptions> = {}): Promise<Got> {
	const events: FerryEvent[] = [];
	const offers: Offer[] = [];
	let error: unknown;
	try {
		await machine.use(async app => app.getVersion(key, {
			directory: undefined, only: [], existing: 'keep-both', version: {version: 1}, timeout: 1000, signal: new AbortController().signal,
			async confirm(offer) {
				offers.push(offer);
				return true;
			},
			onEvent(event) {
				events.push(event);
			},
			...change,
		}));
	} catch (error_) {
		error = error_;
	}

	return {events, offers, error};
}

test('of an old version, what something of the user’s is in the way of is not created, and the rest is', async t => {
	const {folder, receiver, key} = await shareTwo(t, {keepHistory: true});
	await writeTree(folder, {'mine/one': 'one', 'to/a': {link: '../mine'}, 'other/a': 'mine'});
	for (const name of ['to', 'other']) {
		const {error, offers, events} = await getVersion(receiver, key, {directory: `${folder}/${name}`});
		assert.equal(error, undefined);
		assert.deepEqual(offers.map(({collisions}) => collisions), [2]);
		assert.deepEqual(events.filter(event => event.type === 'not-created').map(({path, reason}) => `${reason} ${path}`).toSorted(), ['a', 'a/one', 'a/two'].map(path => `in-the-way ${path}`));
		assert.deepEqual((await readdir(`${folder}/${name}`)).toSorted(), ['a', 'changes', 'empty', 'large', 'same']);
	}

	assert.deepEqual(await readdir(`${folder}/mine`), ['one']);
	assert.equal(await readFile(`${folder}/other/a`, 'utf8'), 'mine');
});

test('with the history kept an old version is received whole', async t => {
	const {folder, receiver, key} = await shareTwo(t, {keepHistory: true});
	const {error, offers, events} = await getVersion(receiver, key, {directory: `${folder}/to`});
	assert.equal(error, undefined);
	await checkTree(`${folder}/to`, first);
	assert.deepEqual(offers.map(({version, gone, files}) => ({version, gone, files})), [{version: 1, gone: undefined, files: 6}]);
	const received = events.find(({type}) => type === 'received');
	assert.ok(received?.type === 'received' && received.files === 6 && received.version === 1 && received.transferred >= large.byteLength);
	assert.deepEqual(await receiver.use(async app => app.list()), []);
});

test('one who has stopped sharing gets an old version from its own disk, without the network', async t => {
	const apps = await twoApps(t);
	const {folder, sharer} = apps;
	await writeTree(`${folder}/from`, first);
	const share = sharer.share(`${folder}/from`, {keepHistory: true});
	const key = await share.key();
	await share.event('version');
	await share.stop();
	await writeTree(`${folder}/from`, {changes: 'afterwards'});
	const again = sharer.share(`${folder}/from`, {keepHistory: true});
	await again.event('version', ({version}) => version === 2);
	await again.stop();
	const {error, events} = await getVersion(sharer, key, {directory: `${folder}/old`});
	assert.equal(error, undefined);
	await checkTree(`${folder}/old`, first);
	assert.ok(!events.some(({type}) => type === 'searching'));
});

test('what is gone is named before anything is written, the rest is received, and it ends with an error', async t => {
	const {folder, receiver, key} = await shareTwo(t);
	let standing: readonly string[] = [];
	const {error, events} = await getVersion(receiver, key, {
		directory: `${folder}/to`,
		async confirm(offer) {
			assert.deepEqual({files: offer.files, gone: offer.gone}, {files: 4, gone: 2});
			standing = await readdir(folder);
			return true;
		},
	});
	assert.deepEqual(standing, ['from']);
	assert.ok(error instanceof ExpectedError && error.code === 'content-gone' && error.exitCode === 1);
	assert.match(error.message, /^2 files of version 1 can’t be had/v);
	assert.deepEqual(events.filter(({type}) => type === 'content-gone'), [{type: 'content-gone', path: 'changes'}, {type: 'content-gone', path: 'large'}]);
	const {changes, large: _, ...rest} = first;
	await checkTree(`${folder}/to`, rest);
});

test('what the newest version has under another name is no loss', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/from`, {changes: 'before', moves: 'the same', twin: 'the same'});
	const share = sharer.share(`${folder}/from`, {watch: true});
	const key = await share.key();
	await share.event('version');
	await rename(`${folder}/from/moves`, `${folder}/from/moved`);
	await rm(`${folder}/from/twin`);
	await writeTree(`${folder}/from`, {changes: 'afterwards'});
	await share.event('version', ({version}) => version === 2);
	const {error, events} = await getVersion(receiver, key, {directory: `${folder}/to`});
	assert.ok(error instanceof ExpectedError && error.code === 'content-gone');
	assert.deepEqual(events.filter(({type}) => type === 'content-gone'), [{type: 'content-gone', path: 'changes'}]);
	await checkTree(`${folder}/to`, {moves: 'the same', twin: 'the same'});
});

test('what was gone is received by the same command when somebody who has it comes', async t => {
	const {folder, receiver, machine, key, share} = await shareTwo(t, {
		async onFirst({folder, machine}, key) {
			await machine('early').received(key, `${folder}/early`);
		},
	});
	assert.ok((await getVersion(receiver, key, {directory: `${folder}/to`})).error instanceof ExpectedError);
	await share.stop();
	const early = machine('early').get(key, `${folder}/early`, {stay: true});
	await early.event('received');
	const {error, offers} = await getVersion(receiver, key, {timeout: 10_000});
	assert.equal(error, undefined);
	assert.deepEqual(offers, []);
	await checkTree(`${folder}/to`, first);
});

test('what of an old version still stands among the files that are shared is taken from there', async t => {
	const apps = await twoApps(t);
	const {folder, sharer} = apps;
	await writeTree(`${folder}/from`, first);
	const share = sharer.share(`${folder}/from`);
	const key = await share.key();
	await share.event('version');
	await share.stop();
	await writeTree(`${folder}/from`, {changes: 'afterwards'});
	const again = sharer.share(`${folder}/from`);
	await again.event('version', ({version}) => version === 2);
	await again.stop();
	const {error, events} = await getVersion(sharer, key, {directory: `${folder}/old`, timeout: 300});
	assert.ok(error instanceof ExpectedError && error.code === 'content-gone', String(error));
	assert.deepEqual(events.filter(({type}) => type === 'content-gone'), [{type: 'content-gone', path: 'changes'}]);
	const {changes, ...rest} = first;
	await checkTree(`${folder}/old`, rest);
});

test('interrupted it goes on where it stopped, and the share itself is received as ever', async t => {
	const {folder, receiver, key} = await shareTwo(t, {keepHistory: true});
	await receiver.received(key, `${folder}/newest`);
	const controller = new AbortController();
	const {error} = await getVersion(receiver, key, {
		directory: `${folder}/to`,
		signal: controller.signal,
		onEvent(event) {
			if (event.type === 'receiving') {
				controller.abort(new Error('Stopped'));
			}
		},
	});
	assert.match(String(error), /Stopped/v);
	const again = await getVersion(receiver, key);
	assert.equal(again.error, undefined);
	await checkTree(`${folder}/to`, first);
	assert.equal(await readFile(`${folder}/newest/changes`, 'utf8'), 'afterwards');
	const listed = await receiver.use(async app => app.list());
	assert.deepEqual(listed.map(({version, complete, place}) => ({version, complete, place})), [{version: 2, complete: true, place: `${folder}/newest`}]);
	assert.equal((await receiver.received(key, `${folder}/newest`)).transferred, 0);
});

test('an old version does not go where the share itself is received, and one that is not there is told', async t => {
	const {folder, receiver, key} = await shareTwo(t);
	await receiver.received(key, `${folder}/newest`);
	const {error} = await getVersion(receiver, key, {directory: `${folder}/newest/below`});
	assert.ok(error instanceof ExpectedError && error.code === 'usage');
	const missing = await getVersion(receiver, key, {version: {version: 7}});
	assert.ok(missing.error instanceof ExpectedError && missing.error.code === 'version-missing');
});

test('only what is wanted is received, and nothing when the answer is no', async t => {
	const {folder, receiver, key} = await shareTwo(t);
	const {error} = await getVersion(receiver, key, {directory: `${folder}/to`, only: ['a']});
	assert.equal(error, undefined);
	await checkTree(`${folder}/to`, {'a/one': 'one', 'a/two': 'two'});
	const declined = await getVersion(receiver, key, {directory: `${folder}/none`, confirm: async () => false});
	assert.ok(declined.error instanceof ExpectedError && declined.error.code === 'declined');
	await assert.rejects(readdir(`${folder}/none`), {code: 'ENOENT'});
});

/** Nothing but these files stands there. */
async function checkTree(root: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
	const tree = await readTree(root);
	const found = [...tree].filter(([, {kind}]) => kind === 'file').map(([path, {sha256}]) => [path, sha256]);
	assert.deepEqual(found, Object.entries(files).map(([path, content]) => [path, createHash('sha256').update(content).digest('hex')]));
}
