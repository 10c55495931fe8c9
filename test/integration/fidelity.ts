import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {once} from 'node:events';
import {
	chmod, lstat, mkdir, readlink, utimes,
} from 'node:fs/promises';
import {createServer} from 'node:net';
import process from 'node:process';
import {test} from 'node:test';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {defaultBlockSize as blockSize} from '../../source/feed/limits.ts';
import {asOrdinaryUser} from '../helpers/as-ordinary-user.ts';
import {readTree, type TreeEntry} from '../helpers/read-tree.ts';
import {notInDeno} from '../helpers/runtime.ts';
import {twoApps, type TwoApps} from '../helpers/two-apps.ts';
import {writeTree, type Tree} from '../helpers/write-tree.ts';
import {writeRawName} from '../helpers/write-raw-name.ts';

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

test('a time a hair before a whole millisecond is that millisecond, as it is for whoever counts in floating point', {skip: notInDeno('times are whole milliseconds')}, async t => {
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
	writeRawName(`${folder}/shared`, [0x6E, 0x6F, 0x74, 0xFF]);
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

test('a file that may not be read is left out', {skip: notInDeno('whether a folder can be used is asked for the user who began the process')}, async t => {
	asOrdinaryUser(t);
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, {closed: {content: 'x', mode: 0}, open: 'y', 'large and closed': {content: new Uint8Array(2 * blockSize), mode: 0}});
	const share = sharer.share(`${folder}/shared`);
	const {files} = await receiver.received(await share.key(), `${folder}/received`);
	assert.equal(files, 1);
	assert.deepEqual(share.all('left-out').map(({path, reason}) => `${reason} ${path}`), ['unreadable closed', 'unreadable large and closed']);
	assert.equal(share.last('version').leftOut, 2);
});
