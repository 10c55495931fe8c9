import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {
	chmod, lstat, readdir, readFile, readlink, rm, symlink, truncate, utimes, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {test} from 'node:test';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import type {GetOptions} from '../../source/app/get-options.ts';
import {defaultBlockSize as blockSize} from '../../source/feed/limits.ts';
import {readTree} from '../helpers/read-tree.ts';
import {twoApps} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('a single file is received as that file', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(folder, {'some.txt': {content: 'content', mode: 0o640, mtime: 1_234_567_890_123}, 'other.txt': ''});
	const share = sharer.share(`${folder}/some.txt`);
	const end = await receiver.received(await share.key(), `${folder}/received`);
	const found = end.events.find(event => event.type === 'found');
	assert.equal(found?.name, 'some.txt');
	assert.equal(found?.kind, 'file');
	const {'some.txt': file, ...others} = Object.fromEntries(await readTree(`${folder}/received`));
	assert.deepEqual(others, {});
	assert.deepEqual(file, (await readTree(folder)).get('some.txt'));
});

test('several paths are received side by side', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(folder, {
		'one/photos/a': 'a', 'one/photos/b/c': 'c', 'two/photos.txt': 'text', 'three/-x': 'x', 'three/not shared': '',
	});
	const share = sharer.share(['one/photos', 'two/photos.txt', 'three/-x'].map(name => `${folder}/${name}`), {name: 'All of it'});
	const end = await receiver.received(await share.key(), `${folder}/received`);
	const found = end.events.find(event => event.type === 'found');
	assert.equal(found?.name, 'All of it');
	assert.equal(found?.kind, 'several');
	assert.deepEqual([...await readTree(`${folder}/received`)].map(([name]) => name), ['-x', 'photos', 'photos.txt', 'photos/a', 'photos/b', 'photos/b/c']);
	assert.equal(await readFile(`${folder}/received/photos/b/c`, 'utf8'), 'c');
});

test('sharing the same folder again is the same key, and unchanged files are the same version', async t => {
	const {folder, sharer} = await twoApps(t);
	await writeTree(`${folder}/shared`, {a: 'a', large: new Uint8Array(3 * blockSize)});
	const first = sharer.share(`${folder}/shared`);
	const key = await first.key();
	assert.deepEqual(await first.event('version'), {
		type: 'version', version: 1, files: 2, bytes: (3 * blockSize) + 1, leftOut: 0, changed: true,
	});
	await first.stop();
	const second = sharer.share(`${folder}/shared/`);
	assert.deepEqual(await second.key(), key);
	assert.equal((await second.event('version')).changed, false);
	await second.stop();
	await writeFile(`${folder}/shared/b`, 'b');
	const third = sharer.share(`${folder}/shared`, {name: 'New name'});
	assert.deepEqual(await third.key(), key);
	const {version, changed} = await third.event('version');
	assert.deepEqual({version, changed}, {version: 2, changed: true});
	assert.equal(third.last('feed').name, 'New name');
});

test('getting a complete share again writes nothing', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, {a: 'a', 'd/large': new Uint8Array(3 * blockSize), empty: ''});
	const share = sharer.share(`${folder}/shared`);
	const key = await share.key();
	await share.event('version');
	await receiver.received(key, `${folder}/received`);
	const times = async () => Promise.all(['', 'a', 'd', 'd/large', 'empty'].map(async name => (await lstat(`${folder}/received/${name}`, {bigint: true})).ctimeNs));
	const before = await times();
	const end = await receiver.received(key, `${folder}/received`);
	assert.equal(end.transferred, 0);
	assert.deepEqual((await times()).slice(1), before.slice(1));
	assert.deepEqual(end.events.filter(({type}) => ['identical', 'kept-both', 'overwritten', 'skipped'].includes(type)), []);
});

test('getting a complete share into another directory says that the first one is left as it is', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, {a: 'a'});
	const key = await sharer.share(`${folder}/shared`).key();
	const first = await receiver.received(key, `${folder}/first`);
	assert.deepEqual(first.events.filter(({type}) => type === 'warning'), []);
	const second = await receiver.received(key, `${folder}/second`);
	const warning = second.events.find(event => event.type === 'warning');
	assert.equal(warning?.code, 'folder-left');
	assert.ok(warning.message.includes(`“${folder}/first” before.`), warning.message);
	assert.deepEqual(['searching', 'found'].map(type => second.events.filter(event => event.type === type).length), [1, 1]);
	for (const name of ['first', 'second']) {
		assert.equal(await readFile(`${folder}/${name}/a`, 'utf8'), 'a');
	}
});

const failures: Readonly<Record<string, {readonly options: Partial<GetOptions>; readonly isShared?: boolean; readonly code: string}>> = {
	'nobody is there': {options: {timeout: 300}, isShared: false, code: 'no-peer'},
	'nothing matches': {options: {only: ['nothing']}, code: 'entry-missing'},
	'the answer is no': {options: {confirm: async () => false}, code: 'declined'},
	'the other directory can’t be used': {options: {directory: 'first/a'}, code: 'destination-unusable'},
};

for (const [title, {options, isShared = true, code}] of Object.entries(failures)) {
	test(`getting a share into another directory leaves everything as it was when ${title}`, async t => {
		const {folder, sharer, receiver} = await twoApps(t);
		await writeTree(`${folder}/shared`, {a: 'a', b: 'b'});
		const share = sharer.share(`${folder}/shared`);
		const key = await share.key();
		await receiver.received(key, `${folder}/first`, {only: ['a']});
		const recordOf = async (): Promise<unknown> => receiver.use(async app => app.list());
		const before = await recordOf();
		await (isShared || share.stop());
		const job = receiver.get(key, `${folder}/second`, {...options, ...(options.directory !== undefined && {directory: `${folder}/${options.directory}`})});
		await assert.rejects(job.ended, {code});
		assert.deepEqual(job.all('warning'), []);
		assert.deepEqual(await recordOf(), before);
		assert.deepEqual((await readdir(folder)).toSorted(), ['first', 'shared']);
		if (isShared) {
			// It goes on as it would have before.
			const end = await receiver.received(key, `${folder}/first`);
			assert.deepEqual([end.files, end.transferred, end.directory], [1, 0, `${folder}/first`]);
		}
	});
}

test('identical files at the destination are recognised and not fetched', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const tree = {
		same: 'the same', 'd/large': pseudoRandomBytes('same')(3 * blockSize), empty: '', new: 'new',
	};
	await writeTree(`${folder}/shared`, tree);
	await writeTree(`${folder}/received`, {same: {content: tree.same, mtime: 5000}, 'd/large': tree['d/large'], empty: ''});
	const share = sharer.share(`${folder}/shared`);
	await share.event('version');
	const end = await receiver.received(await share.key(), `${folder}/received`);
	assert.deepEqual(end.events.filter(event => event.type === 'identical').map(({path}) => path), ['d/large', 'empty', 'same']);
	// The block of the small files holds all of them.
	assert.ok(end.transferred < 100, String(end.transferred));
	assert.deepEqual((await readdir(`${folder}/received`)).toSorted(), ['d', 'empty', 'new', 'same']);
	assert.equal((await lstat(`${folder}/received/same`)).mtimeMs, 5000);
});

test('other files at the destination are kept, overwritten or left alone, as the user wants', async t => {
	const {folder, sharer, machine} = await twoApps(t);
	const long = 'l'.repeat(250);
	await writeTree(`${folder}/shared`, {
		'a.txt': 'theirs a', 'd/b': 'theirs b', [`${long}.txt`]: 'theirs long', new: 'new', link: {link: 'new'}, 'a directory there': 'theirs',
	});
	const share = sharer.share(`${folder}/shared`);
	await share.event('version');
	const key = await share.key();
	for (const existing of ['keep-both', 'overwrite', 'skip'] as const) {
		const place = `${folder}/${existing}`;
		await writeTree(place, {
			'a.txt': 'mine a', 'a (2).txt': 'mine 2', 'd/b': {link: '../a.txt'}, [`${long}.txt`]: 'mine long', link: {link: 'elsewhere'}, 'a directory there/x': 'mine x',
		});
		const end = await machine(existing).received(key, place, {existing});
		const read = async (name: string): Promise<string> => readFile(`${place}/${name}`, 'utf8');
		assert.equal(await read('new'), 'new');
		assert.equal(await read('a (2).txt'), 'mine 2');
		assert.equal(await read('a directory there/x'), 'mine x');
		const {files, bytes, totalFiles, totalBytes} = end.events.findLast(event => event.type === 'receiving')!;
		assert.deepEqual([files, bytes], [totalFiles, totalBytes], `in the end all is here that was to come, with ${existing}`);
		const names = await readdir(place);
		const events = end.events.filter(event => ['kept-both', 'overwritten', 'skipped'].includes(event.type)).map(event => ({placedAs: undefined, path: undefined, ...event}));
		const said = events.map(({type, path, placedAs}) => [type, path, ...(placedAs === undefined ? [] : [placedAs])].join(' ')).toSorted();
		if (existing === 'overwrite') {
			assert.equal(await read('a.txt'), 'theirs a');
			assert.equal(await read('d/b'), 'theirs b');
			assert.ok((await lstat(`${place}/d/b`)).isFile());
			assert.equal(await read(`${long}.txt`), 'theirs long');
			assert.equal(await readlink(`${place}/link`), 'new');
			assert.equal(await read('a directory there (2)'), 'theirs');
			assert.deepEqual(said, ['kept-both a directory there a directory there (2)', 'overwritten a.txt', 'overwritten d/b', `overwritten ${long}.txt`, 'overwritten link'].toSorted());
		} else {
			assert.equal(await read('a.txt'), 'mine a');
			assert.equal(await read(`${long}.txt`), 'mine long');
			assert.equal(await readlink(`${place}/d/b`), '../a.txt');
			assert.equal(await readlink(`${place}/link`), 'elsewhere');
			if (existing === 'skip') {
				assert.deepEqual(names.toSorted(), ['a (2).txt', 'a directory there', 'a.txt', 'd', 'link', `${long}.txt`, 'new'].toSorted());
				assert.deepEqual(said, ['a directory there', 'a.txt', 'd/b', 'link', `${long}.txt`].map(name => `skipped ${name}`).toSorted());
			} else {
				assert.equal(await read('a (3).txt'), 'theirs a');
				assert.equal(await read('d/b (2)'), 'theirs b');
				assert.equal(await read(`${'l'.repeat(247)} (2).txt`), 'theirs long');
				assert.equal(await readlink(`${place}/link (2)`), 'new');
				assert.equal(await read('a directory there (2)'), 'theirs');
				assert.equal(said.length, 5);
			}
		}

		// Again: what was decided stays, and nothing is renamed twice.
		const again = await machine(existing).received(key, place, {existing});
		assert.deepEqual((await readdir(place)).toSorted(), names.toSorted());
		assert.equal(again.transferred, 0);
	}
});

test('only what was asked for is received', async t => {
	const {folder, sharer, machine} = await twoApps(t);
	await writeTree(`${folder}/shared`, {
		'a.txt': 'a', 'b.bin': 'b', 'd/a.txt': 'da', 'd/e/a.txt': 'dea', 'd/e/b.bin': 'deb', 'f/g/h': 'h', 'private/key.txt': {content: 'k', mode: 0o600}, empty: null,
	});
	await chmod(`${folder}/shared/private`, 0o700);
	const share = sharer.share(`${folder}/shared`);
	await share.event('version');
	const key = await share.key();
	const cases: ReadonlyArray<readonly [only: readonly string[], names: readonly string[]]> = [
		[['/*.txt'], ['a.txt']],
		[['*.txt'], ['a.txt', 'd', 'd/a.txt', 'd/e', 'd/e/a.txt', 'private', 'private/key.txt']],
		[['**/*.txt'], ['a.txt', 'd', 'd/a.txt', 'd/e', 'd/e/a.txt', 'private', 'private/key.txt']],
		[['d/e/'], ['d', 'd/e', 'd/e/a.txt', 'd/e/b.bin']],
		[['f', '/b.bin'], ['b.bin', 'f', 'f/g', 'f/g/h']],
		[['empty'], ['empty']],
	];
	for (const [index, [only, names]] of cases.entries()) {
		const place = `${folder}/received ${index}`;
		const end = await machine(`receiver ${index}`).received(key, place, {only});
		assert.deepEqual([...await readTree(place)].map(([name]) => name), names, only.join(' '));
		assert.equal(end.files, names.filter(name => /\.|h$/v.test(name)).length);
	}

	await assert.rejects(machine('nobody').received(key, `${folder}/nothing`, {only: ['no such thing']}), {code: 'entry-missing'});
	await assert.rejects(lstat(`${folder}/nothing`), {code: 'ENOENT'});
	assert.equal((await lstat(`${folder}/received 1/private`)).mode & 0o777, 0o700);
});

test('a file edited at the destination is the user’s: getting again keeps it and puts the shared one beside it', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const large = pseudoRandomBytes('edited')(3 * blockSize);
	await writeTree(`${folder}/shared`, {'a.txt': 'shared', large, other: 'other'});
	const share = sharer.share(`${folder}/shared`);
	await share.event('version');
	const key = await share.key();
	await receiver.received(key, `${folder}/received`);
	await writeFile(`${folder}/received/a.txt`, 'edited');
	await writeFile(`${folder}/received/large`, 'edited too');
	const again = await receiver.received(key, `${folder}/received`);
	assert.equal(again.files, 3);
	assert.equal(await readFile(`${folder}/received/a.txt`, 'utf8'), 'edited');
	assert.equal(await readFile(`${folder}/received/large`, 'utf8'), 'edited too');
	const names = await readdir(`${folder}/received`);
	const [small, big] = [/^a \(conflict [\d\-. ]+(?: from [\da-f]{8})?\)\.txt$/v, /^large \(conflict /v].map(pattern => names.find(name => pattern.test(name)));
	assert.equal(await readFile(`${folder}/received/${small}`, 'utf8'), 'shared');
	assert.deepEqual(await readFile(`${folder}/received/${big}`), Buffer.from(large));
	assert.equal(names.length, 5, names.join(', '));
});

test('a file deleted at the destination is received again', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, {
		'a.txt': 'shared', large: pseudoRandomBytes('deleted')(3 * blockSize), 'd/other': 'other', 'd/link': {link: 'other'},
	});
	const share = sharer.share(`${folder}/shared`);
	await share.event('version');
	const key = await share.key();
	await receiver.received(key, `${folder}/received`);
	await rm(`${folder}/received/large`);
	await rm(`${folder}/received/a.txt`);
	await rm(`${folder}/received/d`, {recursive: true});
	await receiver.received(key, `${folder}/received`);
	assert.deepEqual(await readTree(`${folder}/received`), await readTree(`${folder}/shared`));
});

test('a second version brings what has changed, and files that ferry put there are replaced', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, {
		changed: 'one', same: 'same', 'd/large': pseudoRandomBytes('one')(3 * blockSize), 'd/touched': 'touched', renamed: pseudoRandomBytes('renamed')(2 * blockSize), link: {link: 'same'},
	});
	const first = sharer.share(`${folder}/shared`);
	const key = await first.key();
	await receiver.received(key, `${folder}/received`);
	await first.stop();
	await rm(`${folder}/shared/link`);
	await writeTree(`${folder}/shared`, {
		changed: 'two',
		'd/large': pseudoRandomBytes('two')(4 * blockSize),
		'd/touched': {content: 'touched', mode: 0o600, mtime: 12_345},
		new: 'new',
		copy: pseudoRandomBytes('renamed')(2 * blockSize),
		link: {link: 'changed'},
	});
	const second = sharer.share(`${folder}/shared`);
	await second.event('version');
	const end = await receiver.received(key, `${folder}/received`);
	assert.equal(end.version, 2);
	assert.ok(end.transferred < 5 * blockSize, String(end.transferred));
	assert.deepEqual(await readTree(`${folder}/received`), await readTree(`${folder}/shared`));
});

test('what was interrupted ends with directories as they should be', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, {'a/private/file': 'x', 'a/old/file': 'y', z: ''});
	// Takes longer than it takes to say that the others are there.
	await truncate(`${folder}/shared/z`, 80 * 1024 * 1024);
	await chmod(`${folder}/shared/a/private`, 0o700);
	await utimes(`${folder}/shared/a/old`, 0, 1_000_000);
	await utimes(`${folder}/shared/a`, 0, 2_000_000);
	const share = sharer.share(`${folder}/shared`);
	await share.event('version');
	const key = await share.key();
	const get = receiver.get(key, `${folder}/received`);
	await get.event('receiving', ({files}) => files === 2);
	await get.stop();
	await assert.rejects(get.ended, {message: 'Stopped by the test'});
	await receiver.received(key, `${folder}/received`);
	assert.deepEqual(await readTree(`${folder}/received`), await readTree(`${folder}/shared`));
});

test('a link at the destination is never followed', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, {'d/file': 'theirs', z: 'z'});
	await writeTree(folder, {'elsewhere/mine': 'mine', received: null});
	await symlink('../elsewhere', `${folder}/received/d`);
	const share = sharer.share(`${folder}/shared`);
	const end = await receiver.received(await share.key(), `${folder}/received`);
	assert.deepEqual(end.events.filter(event => event.type === 'not-created').map(({path}) => path).toSorted(), ['d', 'd/file']);
	assert.equal(await readFile(`${folder}/received/z`, 'utf8'), 'z');
	assert.deepEqual(await readdir(`${folder}/elsewhere`), ['mine']);
	assert.equal(path.basename(await readlink(`${folder}/received/d`)), 'elsewhere');
});

test('a second version also gets into directories that are read-only', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const directories = ['shared/d/e', 'shared/d', 'received/d/e', 'received/d'];
	const setAll = async (mode: number): Promise<void> => {
		for (const name of mode === 0o555 ? directories.slice(0, 2) : directories.toReversed()) {
			await chmod(`${folder}/${name}`, mode);
		}
	};

	await writeTree(folder, {'shared/d/e/file': 'first', 'shared/d/same': 'same'});
	await setAll(0o555);
	const first = sharer.share(`${folder}/shared`);
	const key = await first.key();
	await receiver.received(key, `${folder}/received`);
	await first.stop();
	await chmod(`${folder}/shared/d`, 0o755);
	await chmod(`${folder}/shared/d/e`, 0o755);
	await writeTree(`${folder}/shared`, {'d/e/file': 'second', 'd/e/new': 'new'});
	await setAll(0o555);
	const second = sharer.share(`${folder}/shared`);
	await second.event('version');
	try {
		await receiver.received(key, `${folder}/received`);
		assert.deepEqual(await readTree(`${folder}/received`), await readTree(`${folder}/shared`));
	} finally {
		await setAll(0o755);
	}
});

test('a destination that can’t be used is refused before anything is remembered', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(folder, {'shared/a': 'a', file: 'in the way'});
	const share = sharer.share(`${folder}/shared`);
	await share.event('version');
	const key = await share.key();
	await assert.rejects(receiver.received(key, `${folder}/file`), {code: 'destination-unusable'});
	await assert.rejects(receiver.received(key, `${folder}/file/below`), {code: 'destination-unusable'});
	await receiver.received(key, `${folder}/received`);
	assert.deepEqual(await readTree(`${folder}/received`), await readTree(`${folder}/shared`));
});
