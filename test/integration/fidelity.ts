import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {execFileSync} from 'node:child_process';
import {once} from 'node:events';
import {
	chmod, lstat, mkdir, readdir, readFile, readlink, rm, symlink, truncate, utimes, writeFile,
} from 'node:fs/promises';
import {createServer} from 'node:net';
import path from 'node:path';
import process from 'node:process';
import {test} from 'node:test';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {defaultBlockSize as blockSize} from '../../source/feed/limits.ts';
import {readTree, type TreeEntry} from '../helpers/read-tree.ts';
import {twoApps, type TwoApps} from '../helpers/two-apps.ts';
import {writeTree, type Tree} from '../helpers/write-tree.ts';

const isAdministrator = process.getuid?.() === 0;

type Transferred = {
	readonly key: Uint8Array;
	readonly shared: Map<string, TreeEntry>;
	readonly received: Map<string, TreeEntry>;
	readonly end: Awaited<ReturnType<TwoApps['receiver']['received']>>;
};

/** Shares `folder/shared`, receives it into `folder/received`, and reads both. */
async function transfer({folder, sharer, receiver}: TwoApps): Promise<Transferred> {
	const share = sharer.share(`${folder}/shared`, {ignore: false});
	const key = await share.key();
	const end = await receiver.received(key, `${folder}/received`);
	await share.stop();
	return {
		key, end, shared: await readTree(`${folder}/shared`), received: await readTree(`${folder}/received`),
	};
}

test('names of every kind arrive as they were sent', async t => {
	const apps = await twoApps(t);
	const names = [
		'plain',
		' ',
		'ends in a space ',
		'ends in a dot.',
		'...',
		'-rf',
		'--',
		'~',
		'*',
		'?',
		'"',
		'\'',
		'$(id)',
		'%00',
		'#',
		'a:b',
		'CON',
		'nul.txt',
		'a|b<c>d',
		'line\nbreak',
		'tab\t',
		'bell\u0007',
		'\u001B[31mred',
		'\u007F',
		String.raw`back\slash`,
		String.raw`\\server\share`,
		String.raw`c:\d`,
		'caf\u00E9',
		'cafe\u0301',
		'\u212B',
		'\u00C5',
		'A\u030A',
		'Stra\u00DFe',
		'STRASSE',
		'case',
		'Case',
		'CASE',
		'I',
		'\u0131',
		'\u0130',
		'👩‍👩‍👧',
		'🛶',
		'漢字',
		'עברית',
		'\u202Egnp.exe',
		'\u200B',
		'\uFEFF',
		'\uFFFD',
		'\uE000',
		'\u{10FFFF}',
		'.hidden',
		'.ferryignore.txt',
		'.DS_Store',
		'x'.repeat(255),
		'é'.repeat(127),
		'😀'.repeat(63),
	];
	await writeTree(`${apps.folder}/shared`, {
		...Object.fromEntries(names.map(name => [name, JSON.stringify(name)])),
		...Object.fromEntries(names.map(name => [`below/${name}/${name}`, JSON.stringify(name)])),
	});
	const {shared, received, end} = await transfer(apps);
	assert.deepEqual(received, shared);
	assert.equal(received.size, (names.length * 3) + 1);
	assert.equal(end.files, names.length * 2);
	assert.equal(end.notCreated, 0);
});

test('files of every size arrive byte for byte', async t => {
	const apps = await twoApps(t);
	const next = pseudoRandomBytes('sizes');
	const sizes = [0, 1, 2, blockSize - 1, blockSize, blockSize + 1, (2 * blockSize) - 1, 2 * blockSize, (2 * blockSize) + 1, 5 * 1024 * 1024, (9 * 1024 * 1024) + 7];
	await writeTree(`${apps.folder}/shared`, {
		...Object.fromEntries(sizes.map(size => [`${size} bytes`, next(size)])),
		...Object.fromEntries(sizes.map(size => [`${size} zeros`, new Uint8Array(size)])),
	});
	const {shared, received, end, key} = await transfer(apps);
	assert.deepEqual(received, shared);
	assert.equal(end.bytes, 2 * sizes.reduce((sum, size) => sum + size));
	const {problems} = await apps.receiver.use(async app => app.verify(key, {
		signal: t.signal,
		onEvent() {
			// Only the result counts.
		},
	}));
	assert.deepEqual(problems, []);
});

test('hundreds of small files that share blocks each get their own bytes', async t => {
	const apps = await twoApps(t);
	const next = pseudoRandomBytes('packed');
	// Small enough for many in a block, with some that just don't fit the rest of one, empty ones and copies between them.
	const copy = next(1000);
	const tree: Tree = Object.fromEntries(Array.from({length: 600}, (_, index) => {
		const content = index % 50 === 0 ? new Uint8Array(0) : (index % 17 === 0 ? copy : next(index % 31 === 0 ? blockSize - 1 - index : (index * 7) % 4001));
		return [`${index % 7}/${index}`, content];
	}));
	await writeTree(`${apps.folder}/shared`, tree);
	const {shared, received} = await transfer(apps);
	assert.deepEqual(received, shared);
});

test('modification times arrive to the millisecond, also from before 1970', async t => {
	const apps = await twoApps(t);
	const times = [0, 1, 999, 1000, -1, -999, -1000, -1001, 1_700_000_000_001, 1_700_000_000_999, 1_700_000_000_000, -86_400_500, -2_000_000_000_001, 4_102_444_800_123];
	await writeTree(`${apps.folder}/shared`, {
		...Object.fromEntries(times.map(mtime => [`file ${mtime}`, {content: String(mtime), mtime}])),
		...Object.fromEntries(times.map(mtime => [`directory ${mtime}/x`, {content: '', mtime}])),
	});
	for (const mtime of times) {
		await utimes(`${apps.folder}/shared/directory ${mtime}`, new Date(mtime), new Date(mtime));
	}

	const {shared, received} = await transfer(apps);
	assert.deepEqual(received, shared);
	assert.deepEqual(times.map(mtime => shared.get(`file ${mtime}`)?.mtime), times);
});

test('a time a hair before a whole millisecond is that millisecond, as it is for whoever counts in floating point', async t => {
	const apps = await twoApps(t);
	await writeTree(`${apps.folder}/shared`, {file: 'x', 'directory/y': 'y', link: {link: 'file'}});
	try {
		for (const name of ['file', 'directory', 'link']) {
			execFileSync('touch', ['--no-dereference', '--date=@1700000000.000999999', `${apps.folder}/shared/${name}`]);
		}
	} catch {
		t.skip('there is no touch that takes nanoseconds on this system');
		return;
	}

	await transfer(apps);
	for (const name of ['file', 'directory', 'link']) {
		const {mtimeNs} = await lstat(`${apps.folder}/received/${name}`, {bigint: true});
		assert.equal(mtimeNs / 1_000_000n, 1_700_000_000_001n, name);
	}
});

test('permissions arrive, never wider than they were, and without setuid, setgid and sticky bits', async t => {
	const apps = await twoApps(t);
	const modes = [0o400, 0o444, 0o500, 0o555, 0o600, 0o640, 0o644, 0o700, 0o750, 0o755];
	const special = [0o4755, 0o2755, 0o6755, 0o1755];
	await writeTree(`${apps.folder}/shared`, {
		...Object.fromEntries([...modes, ...special].map(mode => [`file ${mode.toString(8)}`, {content: `${mode}`, mode}])),
		...Object.fromEntries([...modes, ...special].map(mode => [`directory ${mode.toString(8)}`, null])),
		'wide open': {content: '', mode: 0o777},
	});
	for (const mode of [...modes, ...special]) {
		await chmod(`${apps.folder}/shared/directory ${mode.toString(8)}`, mode);
	}

	const {shared, received} = await transfer(apps);
	for (const mode of [...modes, ...special]) {
		for (const kind of ['file', 'directory']) {
			const name = `${kind} ${mode.toString(8)}`;
			const {mode: found} = await lstat(`${apps.folder}/received/${name}`);
			assert.equal(found & 0o7777, mode & 0o777, name);
		}
	}

	const umask = process.umask(0o022);
	process.umask(umask);
	assert.equal(received.get('wide open')?.mode, 0o777 & ~umask);
	received.delete('wide open');
	shared.delete('wide open');
	assert.deepEqual(received, shared);
});

test('empty, nested and read-only directories arrive with their permissions and times', async t => {
	const apps = await twoApps(t);
	await writeTree(`${apps.folder}/shared`, {
		empty: null, 'nested/empty/one': null, 'nested/empty/two': null, 'read-only/file': 'x', 'read-only/below/file': 'y', 'private/file': {content: 'z', mode: 0o600},
	});
	for (const [name, mode] of [['read-only/below', 0o555], ['read-only', 0o555], ['private', 0o700], ['nested/empty/one', 0o500]] as const) {
		await chmod(`${apps.folder}/shared/${name}`, mode);
	}

	for (const [index, name] of ['empty', 'nested/empty/one', 'nested/empty', 'nested', 'read-only/below', 'read-only', 'private'].entries()) {
		await utimes(`${apps.folder}/shared/${name}`, 0, 1_000_000 + index + 0.123);
	}

	try {
		const {shared, received} = await transfer(apps);
		assert.deepEqual(received, shared);
		assert.equal(received.get('read-only')?.mode, 0o555);
	} finally {
		for (const name of ['read-only', 'read-only/below']) {
			await chmod(`${apps.folder}/shared/${name}`, 0o700);
			await chmod(`${apps.folder}/received/${name}`, 0o700);
		}
	}
});

test('an empty folder arrives as an empty folder', async t => {
	const apps = await twoApps(t);
	await mkdir(`${apps.folder}/shared`);
	const {received, end} = await transfer(apps);
	assert.deepEqual([...received], []);
	assert.equal(end.files, 0);
});

test('links arrive as links, and those that leave the share are reported and not created', async t => {
	const apps = await twoApps(t);
	const inside: Tree = {
		'to file': {link: 'file'},
		'to directory': {link: 'd'},
		dangling: {link: 'nowhere/at all\n'},
		itself: {link: 'itself'},
		dot: {link: '.'},
		'd/up': {link: '../file'},
		'd/e/up': {link: '../../d/file'},
		'd/e/top': {link: '../..'},
		chain: {link: 'to file'},
	};
	const outside: Tree = {
		above: {link: '..'},
		'absolute inside': {link: `${apps.folder}/shared/file`},
		'absolute outside': {link: '/etc/passwd'},
		'd/e/out': {link: '../../../outside'},
		'through a link': {link: 'to directory/../..'},
	};
	await writeTree(`${apps.folder}/shared`, {
		file: 'x', 'd/file': 'y', 'd/e/file': 'z', ...inside, ...outside,
	});
	for (const name of Object.keys(inside)) {
		execFileSync('touch', ['--no-dereference', '--date=2001-02-03T04:05:06.789Z', `${apps.folder}/shared/${name}`]);
	}

	const {shared, received, end} = await transfer(apps);
	for (const name of Object.keys(outside)) {
		assert.ok(shared.delete(name), name);
	}

	assert.deepEqual(received, shared);
	assert.equal(end.notCreated, Object.keys(outside).length);
	assert.deepEqual(
		new Set(end.events.filter(event => event.type === 'not-created').map(({path, reason}) => `${reason} ${path}`)),
		new Set(Object.keys(outside).map(name => `link-leaves-share ${name}`)),
	);
	assert.equal(await readlink(`${apps.folder}/received/dangling`), 'nowhere/at all\n');
});

test('what can’t be carried is left out, named and counted, and the rest arrives', {skip: process.platform !== 'linux' && 'file names are text on this system'}, async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, {file: 'x', 'd/file': 'y'});
	await writeFile(Buffer.concat([Buffer.from(`${folder}/shared/not`), Buffer.from([0xFF])]), 'bytes');
	execFileSync('mkfifo', [`${folder}/shared/pipe`]);
	const server = createServer().listen(`${folder}/shared/d/socket`);
	t.after(() => server.close());
	await once(server, 'listening');
	const share = sharer.share(`${folder}/shared`);
	const key = await share.key();
	const end = await receiver.received(key, `${folder}/received`);
	assert.equal(end.files, 2);
	assert.deepEqual([...await readTree(`${folder}/received`)].map(([name]) => name), ['d', 'd/file', 'file']);
	const {leftOut} = await share.event('version');
	assert.equal(leftOut, 3);
	assert.deepEqual(share.all('left-out').map(({path, reason}) => `${reason} ${path}`).toSorted(), ['fifo pipe', String.raw`not-utf8 not\xff`, 'socket d/socket']);
	assert.equal(share.last('scanned').leftOut, 3);
});

test('a file that may not be read is left out', {skip: isAdministrator && 'an administrator can read every file'}, async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, {closed: {content: 'x', mode: 0}, open: 'y', 'large and closed': {content: new Uint8Array(2 * blockSize), mode: 0}});
	const share = sharer.share(`${folder}/shared`);
	const {files} = await receiver.received(await share.key(), `${folder}/received`);
	assert.equal(files, 1);
	assert.deepEqual(share.all('left-out').map(({path, reason}) => `${reason} ${path}`), ['unreadable closed', 'unreadable large and closed']);
	assert.equal(share.last('version').leftOut, 2);
});

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
		[['*.txt'], ['a.txt']],
		[['**/*.txt'], ['a.txt', 'd', 'd/a.txt', 'd/e', 'd/e/a.txt', 'private', 'private/key.txt']],
		[['d/e/'], ['d', 'd/e', 'd/e/a.txt', 'd/e/b.bin']],
		[['f', 'b.bin'], ['b.bin', 'f', 'f/g', 'f/g/h']],
		[['empty'], ['empty']],
		[['no such thing'], []],
	];
	for (const [index, [only, names]] of cases.entries()) {
		const place = `${folder}/received ${index}`;
		const end = await machine(`receiver ${index}`).received(key, place, {only});
		assert.deepEqual([...await readTree(place)].map(([name]) => name), names, only.join(' '));
		assert.equal(end.files, names.filter(name => /\.|h$/v.test(name)).length);
	}

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
	assert.equal(await readFile(`${folder}/received/a (2).txt`, 'utf8'), 'shared');
	assert.equal(await readFile(`${folder}/received/large`, 'utf8'), 'edited too');
	assert.deepEqual(await readFile(`${folder}/received/large (2)`), Buffer.from(large));
	assert.deepEqual((await readdir(`${folder}/received`)).toSorted(), ['a (2).txt', 'a.txt', 'large', 'large (2)', 'other']);
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
	const get = receiver.get(await share.key(), `${folder}/received`);
	await assert.rejects(get.ended, {code: 'destination-unusable'});
	assert.deepEqual(await readdir(`${folder}/elsewhere`), ['mine']);
	assert.equal(path.basename(await readlink(`${folder}/received/d`)), 'elsewhere');
});
