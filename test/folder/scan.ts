import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {
	chmod, link, mkdir, rename, rm, stat, utimes, writeFile,
} from 'node:fs/promises';
import {createServer} from 'node:net';
import path from 'node:path';
import process from 'node:process';
import {test} from 'node:test';
import fc from 'fast-check';
import {loadIgnoreRules} from '../../source/folder/ignore-rules.ts';
import {tellsBytes} from '../../source/folder/read-names.ts';
import {
	scan, scanAt, type Found, type ScanOptions,
} from '../../source/folder/scan.ts';
import type {Root} from '../../source/folder/roots.ts';
import {asOrdinaryUser} from '../helpers/as-ordinary-user.ts';
import {makePipe} from '../helpers/make-pipe.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeRawLink, writeRawName} from '../helpers/write-raw-name.ts';
import {writeTree} from '../helpers/write-tree.ts';

async function scanAll(roots: readonly Root[], options: Partial<ScanOptions> = {}): Promise<Found[]> {
	const rules = options.rules ?? await loadIgnoreRules({ignoreFile: undefined, gitignore: false, enabled: true});
	return collect(scan(roots, {exclude: [], ...options, rules}));
}

async function collect(walk: AsyncIterable<Found>): Promise<Found[]> {
	const all: Found[] = [];
	for await (const found of walk) {
		all.push(found);
	}

	return all;
}

async function scanFolder(place: string, options: Partial<ScanOptions> = {}): Promise<Found[]> {
	return scanAll([{name: '', place}], options);
}

function briefly(found: readonly Found[]): string[] {
	return found.map(item => `${item.kind === 'left-out' ? item.reason : item.kind} ${item.path}`);
}

test('a directory comes at its name’s place and its contents at the place of name and slash', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		'a/b': '', 'a!': '', 'a.txt': '', a0: '', 'a!!/z': '', 'a.d/x': '', 'a-': null,
	});
	assert.deepEqual(briefly(await scanFolder(folder)), [
		'directory a',
		'file a!',
		'directory a!!',
		'file a!!/z',
		'directory a-',
		'directory a.d',
		'file a.d/x',
		'file a.txt',
		'file a/b',
		'file a0',
	]);
});

test('whatever the names, every entry is found, in the order of its path’s bytes', async t => {
	const folder = await temporaryFolder(t);
	const name = fc.string({unit: fc.constantFrom('a', 'b', '!', '.', '-', '0', ' ', '\\', '\n', '\u007F', 'é', 'e\u0301', '\uE000', '\uFFFD', '😀'), minLength: 1, maxLength: 4})
		.filter(text => !/^\.{1,2}$/v.test(text));
	const paths = fc.array(fc.array(name, {minLength: 1, maxLength: 4}), {maxLength: 25});
	let run = 0;
	await fc.assert(fc.asyncProperty(paths, async lists => {
		const root = path.join(folder, String(run++));
		await mkdir(root);
		const made = new Set<string>();
		for (const names of lists) {
			await mkdir(path.join(root, ...names), {recursive: true});
			for (let depth = 1; depth <= names.length; depth++) {
				made.add(names.slice(0, depth).join('/'));
			}
		}

		const rules = await loadIgnoreRules({ignoreFile: undefined, gitignore: false, enabled: false});
		const found = await scanFolder(root, {rules});
		assert.deepEqual(found.map(item => item.path), [...made].toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
	}), {numRuns: 60});
});

test('files, directories and links are found with what is known about them', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		empty: null,
		'run.sh': {content: '#!/bin/sh\n', mode: 0o755, mtime: -86_400_500},
		broken: {link: '../nowhere\n'},
		loop: {link: '.'},
	});
	await chmod(`${folder}/empty`, 0o2750);
	await chmod(`${folder}/run.sh`, 0o4755);
	const {ino, ctimeMs} = await stat(`${folder}/run.sh`);
	await utimes(`${folder}/empty`, 1000, 1234.5);
	const [broken, empty, loop, script, ...others] = await scanFolder(folder);
	assert.deepEqual(empty, {
		kind: 'directory', path: 'empty', place: `${folder}/empty`, mode: 0o750, mtimeMs: 1_234_500,
	});
	assert.deepEqual(script, {
		kind: 'file', path: 'run.sh', place: `${folder}/run.sh`, size: 10, mtimeMs: -86_400_500, ctimeMs, inode: ino, mode: 0o755,
	});
	assert.ok(broken?.kind === 'symlink' && broken.target === '../nowhere\n');
	assert.ok(loop?.kind === 'symlink' && loop.target === '.');
	assert.deepEqual(others, []);
});

test('hard links are files of their own and linked directories are not entered', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'outside/secret': '', 'share/one': 'x', 'share/door': {link: '../outside'}});
	await link(`${folder}/share/one`, `${folder}/share/two`);
	assert.deepEqual(briefly(await scanFolder(`${folder}/share`)), ['symlink door', 'file one', 'file two']);
});

test('names that are not UTF-8 are left out, with all below them, and the walk goes on', {skip: process.platform !== 'linux' && 'file names are text on this system'}, async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {z: '', [String.raw`b\xff`]: 'not the same', 'odd\uFFFD': ''});
	writeRawName(folder, [0x62, 0xFF]);
	writeRawName(folder, [0x64, 0xE4], 'directory');
	writeRawLink(folder, 'link', [0xFE]);
	const found = briefly(await scanFolder(folder));
	assert.deepEqual(found.toSorted(), [
		String.raw`file b\xff`,
		'file odd\uFFFD',
		'file z',
		'not-utf8 link',
		String.raw`not-utf8 b\xff`,
		tellsBytes ? String.raw`not-utf8 d\xe4` : String.raw`not-utf8 d\xff`,
	].toSorted());
	assert.equal(found.at(-1), 'file z');
});

test('odd names are ordinary names', async t => {
	const folder = await temporaryFolder(t);
	const names = ['-rf', ' ', '\n', 'a\tb', String.raw`c:\d`, '...', '"', 'caf\u00E9', 'cafe\u0301', '👩‍👩‍👧', 'CON', 'x'.repeat(255)];
	await writeTree(folder, Object.fromEntries(names.map(name => [name, ''])));
	const found = await scanFolder(folder);
	assert.deepEqual(new Set(found.map(({kind, path}) => `${kind} ${path}`)), new Set(names.map(name => `file ${name}`)));
});

test('sockets are left out', async t => {
	const folder = await temporaryFolder(t);
	const server = createServer();
	server.listen(`${folder}/socket`);
	await once(server, 'listening');
	t.after(() => server.close());
	assert.deepEqual(briefly(await scanFolder(folder)), ['socket socket']);
});

test('pipes are left out', async t => {
	const folder = await temporaryFolder(t);
	if (!makePipe(t, `${folder}/pipe`)) {
		return;
	}

	assert.deepEqual(briefly(await scanFolder(folder)), ['fifo pipe']);
});

test('devices are left out', async () => {
	assert.deepEqual(briefly(await scanAll([{name: 'null', place: '/dev/null'}])), ['device null']);
});

test('a directory that can’t be read is left out and the walk goes on', async t => {
	asOrdinaryUser(t);
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'closed/x': '', 'open/y': ''});
	await chmod(`${folder}/closed`, 0);
	try {
		assert.deepEqual(briefly(await scanFolder(folder)), ['unreadable closed', 'directory open', 'file open/y']);
		const rules = await loadIgnoreRules({ignoreFile: undefined, gitignore: false, enabled: true});
		await assert.rejects(scanFolder(`${folder}/closed`, {rules}), {code: 'path-unreadable'});
	} finally {
		await chmod(`${folder}/closed`, 0o700);
	}
});

test('what vanishes during the walk is left out', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {a: '', b: '', 'c/d': ''});
	const rules = await loadIgnoreRules({ignoreFile: undefined, gitignore: false, enabled: true});
	const walk = scan([{name: '', place: folder}], {rules, exclude: []});
	await walk.next();
	await rm(`${folder}/b`);
	assert.deepEqual(briefly(await collect(walk)), ['gone b', 'directory c', 'file c/d']);
});

test('a path too long for the system is left out', {skip: process.platform !== 'linux' && 'the limit differs'}, async t => {
	const folder = await temporaryFolder(t);
	const long = 'x'.repeat(250);
	await mkdir(path.join(folder, ...Array.from({length: 8}, () => long)), {recursive: true});
	await mkdir(path.join(folder, 'other', ...Array.from({length: 9}, () => long)), {recursive: true});
	await writeFile(path.join(folder, 'other', ...Array.from({length: 9}, () => long), 'deep'), '');
	await rename(`${folder}/other`, path.join(folder, ...Array.from({length: 8}, () => long), 'o'));
	const found = briefly(await scanFolder(folder));
	assert.match(found.at(-1) ?? '', /^path-too-long x/v);
	// Too long to be removed by its whole path as well
	await rename(path.join(folder, ...Array.from({length: 8}, () => long), 'o'), `${folder}/o`);
});

test('a path too deep for receivers is left out', async t => {
	const folder = await temporaryFolder(t);
	await mkdir(path.join(folder, ...Array.from({length: 258}, () => 'd')), {recursive: true});
	const found = briefly(await scanFolder(folder));
	assert.equal(found.length, 257);
	assert.match(found.at(-1) ?? '', /^path-too-long (?:d\/){256}d$/v);
	assert.match(found.at(-2) ?? '', /^directory /v);
});

test('a file called like a half received one is never shared', async t => {
	const folder = await temporaryFolder(t);
	const name = '.ferry-0123456789abcdef00000000.part';
	await writeTree(folder, {[name]: ''});
	assert.deepEqual(briefly(await scanFolder(folder)), [`ignored ${name}`]);
	assert.deepEqual(briefly(await scanAll([{name, place: `${folder}/${name}`}])), [`ignored ${name}`]);
});

test('what is ignored or excluded is named and not entered', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		'.ferryignore': 'build/\n', 'build/x': '', '.DS_Store': '', 'data/y': '', z: '',
	});
	assert.deepEqual(briefly(await scanFolder(folder, {exclude: [`${folder}/data`]})), [
		'ignored .DS_Store',
		'file .ferryignore',
		'ignored build',
		'ignored data',
		'file z',
	]);
});

test('what another ferry keeps, with its keys, is left out, and only that', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		'a/store/identity': '', 'a/store/shares/x/share.json': '', 'a/store/peers': '', 'b/identity/x': '', 'b/shares/x': '', 'c/identity': '', 'c/shares': '',
	});
	assert.deepEqual(briefly(await scanFolder(folder)), [
		'directory a', 'data-directory a/store', 'directory b', 'directory b/identity', 'file b/identity/x', 'directory b/shares', 'file b/shares/x', 'directory c', 'file c/identity', 'file c/shares',
	]);
	assert.deepEqual(briefly(await scanAll([{name: 'store', place: `${folder}/a/store`}, {name: 'identity', place: `${folder}/c/identity`}])), ['file identity', 'data-directory store']);
	const rules = await loadIgnoreRules({ignoreFile: undefined, gitignore: false, enabled: true});
	for (const [name, expected] of [['a/store/identity', []], ['a/store', ['data-directory a/store']], ['c/identity', ['file c/identity']]] as const) {
		assert.deepEqual(briefly(await collect(scanAt([{name: '', place: folder}], name, {rules, exclude: [], isDeep: true}))), expected);
	}
});

test('several roots are walked as if they lay side by side, even ones that would be ignored', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		'1/a/b': '', '1/a/.DS_Store': '', '2/a.txt': '', '3/.DS_Store': '',
	});
	const roots = [{name: 'a', place: `${folder}/1/a`}, {name: 'a.txt', place: `${folder}/2/a.txt`}, {name: '.DS_Store', place: `${folder}/3/.DS_Store`}, {name: 'none', place: `${folder}/4`}];
	assert.deepEqual(briefly(await scanAll(roots)), ['file .DS_Store', 'directory a', 'file a.txt', 'ignored a/.DS_Store', 'file a/b', 'away none']);
});

test('a shared folder that is gone fails the walk', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {file: ''});
	await assert.rejects(scanFolder(`${folder}/none`), {code: 'path-missing'});
	await assert.rejects(scanFolder(`${folder}/file`), {code: 'path-missing'});
});

test('the walk stops when it is told to', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {a: '', b: ''});
	const controller = new AbortController();
	const rules = await loadIgnoreRules({ignoreFile: undefined, gitignore: false, enabled: true});
	const walk = scan([{name: '', place: folder}], {rules, exclude: [], signal: controller.signal});
	await walk.next();
	controller.abort();
	await assert.rejects(walk.next(), {name: 'AbortError'});
});
