import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {rename, rm} from 'node:fs/promises';
import test from 'node:test';
import type {Compared, Difference, LoggedVersion} from '../../source/app/app.ts';
import type {ReadVersionOptions} from '../../source/app/read-share.ts';
import {ExpectedError} from '../../source/base/errors.ts';
import {parseVersion} from '../../source/app/version-wish.ts';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {commit, file, page} from '../helpers/made-up-feed.ts';
import {stage} from '../helpers/serve-feed.ts';
import {type Job, type Machine, twoApps} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

const timeout = 1000;
const largeSize = (2 * 1024 * 1024) + 7;

/** What three versions of a folder hold: files that stay, change, go, come and are renamed. */
const versions: ReadonlyArray<Readonly<Record<string, string | Uint8Array>>> = [
	{
		changes: 'one', 'folder/old': 'renamed', goes: 'is gone', large: pseudoRandomBytes('one')(largeSize), same: 'same',
	},
	{
		changes: 'two, longer', comes: 'new', 'folder/new': 'renamed', large: pseudoRandomBytes('two')(largeSize), same: 'same',
	},
	{changes: 'three', comes: 'new', same: 'same'},
];

/** Makes the folder what it is in a version. Only what differs is touched. */
async function become(folder: string, number: number): Promise<void> {
	const [before = {}, after = {}] = [versions[number - 2], versions[number - 1]];
	if (number === 2) {
		await rename(`${folder}/folder/old`, `${folder}/folder/new`);
	}

	for (const path of Object.keys(before).filter(path => !(path in after))) {
		await rm(`${folder}/${path}`, {force: true});
	}

	await writeTree(folder, Object.fromEntries(Object.entries(after).filter(([path, content]) => path !== 'folder/new' && content !== before[path])));
}

type ShareAllOptions = {
	readonly keepHistory?: boolean;
	/** Called while a version is being shared. */
	readonly onVersion?: (key: Uint8Array, version: number) => Promise<void>;
};

/** Shares a folder in one version after the other, and goes on with the last. */
async function shareAll(sharer: Machine, folder: string, {keepHistory = false, onVersion}: ShareAllOptions = {}): Promise<{readonly key: Uint8Array; readonly share: Job}> {
	for (let number = 1; ; number++) {
		await become(folder, number);
		const share = sharer.share(folder, {keepHistory});
		const key = await share.key();
		assert.equal((await share.event('version')).version, number);
		await onVersion?.(key, number);
		if (number === versions.length) {
			return {key, share};
		}

		await share.stop();
	}
}

test('with the history kept every version is listed and read whole, from the sharer and by itself', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const {key, share} = await shareAll(sharer, `${folder}/from`, {keepHistory: true});
	await checkAll(receiver, key);
	await share.stop();
	await checkAll(sharer, key);
	await assert.rejects(list(receiver, key, '1'), {code: 'no-peer'});
});

test('two versions are compared in either order, and the newest is the second unless another one is given', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const {key} = await shareAll(sharer, `${folder}/from`);
	const ofLarge = `large ${largeSize} B was ${largeSize} B`;
	const table = [
		['1', '2', ['~ changes 11 B was 3 B', '+ comes 3 B', '> folder/new 7 B from folder/old', '- goes 7 B', `~ ${ofLarge}`, '1 to 2: +1 ~2 -1 >1']],
		['2', '1', ['~ changes 3 B was 11 B', '- comes 3 B', '> folder/old 7 B from folder/new', '+ goes 7 B', `~ ${ofLarge}`, '2 to 1: +1 ~2 -1 >1']],
		['2', undefined, ['~ changes 5 B was 11 B', '- folder/new 7 B', `- large ${largeSize} B`, '2 to 3: +0 ~1 -2 >0']],
		['3', undefined, ['3 to 3: +0 ~0 -0 >0']],
		['2999-01-01', '3', ['3 to 3: +0 ~0 -0 >0']],
	] as const;
	for (const [before, after, expected] of table) {
		assert.deepEqual(await compare(receiver, key, before, after), expected);
	}

	await assert.rejects(compare(receiver, key, '4'), {code: 'version-missing', message: 'There is no version 4 yet; the newest is version 3.'});
	await assert.rejects(compare(receiver, key, '1999-01-01'), {code: 'version-missing'});
});

test('without the history, what nobody has any more is named as gone, and the rest of an old version is read', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const {key, share} = await shareAll(sharer, `${folder}/from`);
	for (const [version, path] of [['1', 'changes'], ['1', 'goes'], ['1', 'large'], ['2', 'large']] as const) {
		await assert.rejects(read(receiver, key, {path, version}), isGone(`“${path}” of version ${version} is gone: nobody who can be reached has it any more.`));
	}

	assert.equal(String(await read(receiver, key, {path: 'same', version: '1'})), 'same');
	await assert.rejects(read(receiver, key, {path: 'comes', version: '1'}), {code: 'entry-missing'});
	await share.stop();
	assert.equal(String(await read(sharer, key, {path: 'comes', version: '2'})), 'new');
	await assert.rejects(read(sharer, key, {path: 'large', version: '1'}), isGone('“large” of version 1 is gone: nobody who can be reached has it any more.'));
});

test('whoever has received an old version gives it to others, and to itself without anybody', async t => {
	const {folder, sharer, receiver, machine} = await twoApps(t);
	const {key, share} = await shareAll(sharer, `${folder}/from`, {
		async onVersion(key, version) {
			if (version === 1) {
				await receiver.received(key, `${folder}/to`);
			}
		},
	});
	await share.stop();
	assert.deepEqual(await logged(receiver, key), ['version 1: 5 files, +5 ~0 -0']);
	assert.equal(String(await read(receiver, key, {path: 'changes', version: '1'})), 'one');
	await assert.rejects(list(receiver, key, '2'), {code: 'version-missing'});
	const old = receiver.get(key, `${folder}/to`, {stay: true});
	await old.event('received');
	const reader = machine('reader');
	assert.ok((await read(reader, key, {path: 'large', version: '1'})).equals(Buffer.from(versions[0]!['large']!)));
});

test('a version that was received last is all that is known of a share when nobody is there', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const {key, share} = await shareAll(sharer, `${folder}/from`);
	await receiver.received(key, `${folder}/to`);
	assert.equal((await logged(receiver, key)).length, 3);
	await share.stop();
	const found: LoggedVersion[] = [];
	await assert.rejects(logInto(found, receiver, key), {code: 'no-peer'});
	assert.deepEqual(found.map(({version, files, added}) => ({version, files, added})), [{version: 3, files: 3, added: undefined}]);
	assert.deepEqual(await list(receiver, key, '3'), ['changes', 'comes', 'folder', 'same']);
});

test('a log ends where it is told to', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const {key} = await shareAll(sharer, `${folder}/from`);
	assert.deepEqual(await logged(receiver, key, 2), ['version 3: 3 files, +0 ~1 -2', 'version 2: 5 files, +2 ~2 -2']);
});

test('many versions are logged in order, until one is out of reach or breaks the rules', async t => {
	const {machine, serve} = await stage(t);
	const reader = machine('reader');
	const blocks: Uint8Array[] = [];
	for (let version = 1; version <= 40; version++) {
		const entries = [file('changes', [], Buffer.from(String(version))), file(`comes ${version}`, [])];
		blocks.push(page(entries), commit({version, root: blocks.length, previous: version === 1 ? undefined : blocks.length - 1}));
	}

	const core = await serve(blocks);
	const lines = Array.from({length: 40}, (_, number) => `version ${40 - number}: 1 files, +1 ~${number === 39 ? 0 : 1} -${number === 39 ? 0 : 1}`);
	assert.deepEqual(await logged(reader, core.key), lines);

	// The commit of version 30.
	await core.clear(59, 60);
	const found: LoggedVersion[] = [];
	await assert.rejects(logInto(found, reader, core.key), {code: 'content-gone', exitCode: 1});
	assert.deepEqual(found.map(({version, added}) => [version, added?.files]), Array.from({length: 10}, (_, number) => [40 - number, number === 9 ? undefined : 1]));

	const broken = await serve([...blocks.slice(0, 4), commit({version: 2, root: 2, previous: 3})]);
	found.length = 0;
	await assert.rejects(logInto(found, reader, broken.key), {code: 'feed-malformed'});
	await assert.rejects(list(reader, broken.key, '1'), {code: 'feed-malformed'});
});

async function logInto(found: LoggedVersion[], machine: Machine, key: Uint8Array): Promise<void> {
	await machine.use(async app => {
		for await (const version of app.log(key, options())) {
			found.push(version);
		}
	});
}

/** Every version is listed, read and logged as it was. */
async function checkAll(machine: Machine, key: Uint8Array): Promise<void> {
	for (const [index, tree] of versions.entries()) {
		const version = String(index + 1);
		assert.deepEqual(await list(machine, key, version), [...Object.keys(tree), 'folder'].toSorted());
		for (const [path, content] of Object.entries(tree)) {
			assert.ok((await read(machine, key, {path, version})).equals(Buffer.from(content)), `${path} of version ${version}`);
		}
	}

	assert.deepEqual(await logged(machine, key), ['version 3: 3 files, +0 ~1 -2', 'version 2: 5 files, +2 ~2 -2', 'version 1: 5 files, +5 ~0 -0']);
}

function options(version?: string): ReadVersionOptions {
	return {
		version: version === undefined ? undefined : parseVersion(version), timeout, signal: new AbortController().signal, onEvent: () => undefined,
	};
}

async function list(machine: Machine, key: Uint8Array, version: string): Promise<string[]> {
	return machine.use(async app => (await all(app.ls(key, undefined, options(version)))).map(({path}) => path));
}

async function read(machine: Machine, key: Uint8Array, {path, version}: {readonly path: string; readonly version: string}): Promise<Buffer> {
	return machine.use(async app => Buffer.concat(await all(app.cat(key, path, options(version)))));
}

async function logged(machine: Machine, key: Uint8Array, limit?: number): Promise<string[]> {
	const versions = await machine.use(async app => all(app.log(key, {...options(), limit})));
	return versions.map(({version, files, added, changed, removed}) => `version ${version}: ${files} files, +${added?.files} ~${changed?.files} -${removed?.files}`);
}

async function compare(machine: Machine, key: Uint8Array, before: string, after?: string): Promise<string[]> {
	const wishes = {before: parseVersion(before)!, after: after === undefined ? undefined : parseVersion(after)};
	const found = await machine.use(async app => all(app.diff(key, wishes, options())));
	return found.map(each => each.type === 'compared' ? comparedText(each) : differenceText(each));
}

async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
	const found: Value[] = [];
	for await (const value of values) {
		found.push(value);
	}

	return found;
}

function differenceText({change, path, size, previousPath, previousSize}: Difference): string {
	const sign = {
		added: '+', changed: '~', removed: '-', renamed: '>',
	}[change];
	return [`${sign} ${path} ${size} B`, ...(previousPath === undefined ? [] : [`from ${previousPath}`]), ...(previousSize === undefined ? [] : [`was ${previousSize} B`])].join(' ');
}

function comparedText({before, after, added, changed, removed, renamed}: Compared): string {
	return `${before} to ${after}: +${added} ~${changed} -${removed} >${renamed}`;
}

function isGone(message: string) {
	return (error: unknown): true => {
		assert.ok(error instanceof ExpectedError, String(error));
		assert.deepEqual({code: error.code, message: error.message, exitCode: error.exitCode}, {code: 'content-gone', message, exitCode: 1});
		return true;
	};
}
