import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {
	chmod, mkdir, readdir, stat, symlink, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {test} from 'node:test';
import {discoveryKey} from 'hypercore-crypto';
import {Library} from '../../source/library/library.ts';
import {recordDefaults, type ShareRecord} from '../../source/library/record.ts';
import {runModule} from '../helpers/run-module.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const shareKey = Buffer.alloc(32, 1);

function recordOf(number: number, changes: Partial<ShareRecord> = {}): ShareRecord {
	return {
		...recordDefaults,
		format: 1,
		key: Buffer.alloc(32, number).toString('hex'),
		direction: 'sharing',
		kind: 'folder',
		name: `share ${number}`,
		roots: [{name: '', place: `/home/me/${number}`}],
		directory: null,
		only: [],
		existing: 'keep-both',
		keepHistory: false,
		created: 1000 - number,
		version: 0,
		complete: false,
		files: 0,
		bytes: 0,
		...changes,
	};
}

async function modeOf(place: string): Promise<number> {
	const {mode} = await stat(place);
	return mode & 0o777;
}

test('the data directory is made for its owner only', async t => {
	const folder = await temporaryFolder(t);
	const library = await Library.open(`${folder}/deep/ferry`);
	assert.equal(library.directory, `${folder}/deep/ferry`);
	assert.equal(await modeOf(library.directory), 0o700);
	await Library.open(`${folder}/deep/ferry`);
});

test('the data directory is known by its real path', async t => {
	const folder = await temporaryFolder(t);
	await mkdir(`${folder}/real`);
	await symlink('real', `${folder}/link`);
	const library = await Library.open(`${folder}/link`);
	assert.equal(library.directory, `${folder}/real`);
});

test('a data directory that can’t be made is refused with a hint', async t => {
	const folder = await temporaryFolder(t);
	await writeFile(`${folder}/file`, '');
	for (const place of [`${folder}/file`, `${folder}/file/below`]) {
		await assert.rejects(Library.open(place), (error: Error & {hint: string}) => {
			assert.equal('code' in error && error.code, 'store-unusable');
			assert.match(error.hint, /--store/v);
			return true;
		});
	}
});

test('a data directory that can’t be written is refused', async t => {
	const folder = await temporaryFolder(t);
	await chmod(folder, 0o755);
	await mkdir(`${folder}/data/shares`, {recursive: true});
	await chmod(`${folder}/data`, 0o555);
	// Who a process began as counts for what it may write; an administrator can write everywhere, so it becomes somebody else.
	const child = runModule(t, `
		import process from 'node:process';
		import {Library} from ${JSON.stringify(import.meta.resolve('../../source/library/library.ts'))};
		if (process.getuid?.() === 0) {
			process.setgid(65534);
			process.setuid(65534);
		}

		const opened = await Library.open(${JSON.stringify(`${folder}/data`)}).then(() => 'opened', error => error.code);
		process.send(opened);
	`);
	const [answer] = await once(child, 'message');
	await chmod(`${folder}/data`, 0o700);
	assert.equal(answer, 'store-unusable');
});

test('a share’s directory is named after the discovery key', async t => {
	const library = await Library.open(await temporaryFolder(t));
	const name = Buffer.from(discoveryKey(shareKey)).toString('hex').slice(0, 32);
	assert.equal(library.directoryOf(shareKey, 'sharing'), path.join(library.directory, 'shares', name));
});

test('what is saved is found, listed by age and replaced', async t => {
	const library = await Library.open(await temporaryFolder(t));
	assert.deepEqual(await library.list(), {records: [], broken: []});
	assert.equal(await library.find(shareKey, 'sharing'), undefined);
	await library.save(recordOf(1));
	await library.save(recordOf(2));
	await library.save(recordOf(1, {version: 5}));
	assert.deepEqual(await library.find(shareKey, 'sharing'), recordOf(1, {version: 5}));
	assert.deepEqual(await library.list(), {records: [recordOf(2), recordOf(1, {version: 5})], broken: []});
	const directory = library.directoryOf(shareKey, 'sharing');
	assert.deepEqual(await readdir(directory), ['share.json']);
	assert.equal(await modeOf(directory), 0o700);
	assert.equal(await modeOf(`${directory}/share.json`), 0o600);
});

test('a record that can’t be read is named and hides no other', async t => {
	const library = await Library.open(await temporaryFolder(t));
	await library.save(recordOf(1));
	await library.save(recordOf(2));
	const file = `${library.directoryOf(shareKey, 'sharing')}/share.json`;
	await writeFile(file, '{');
	await mkdir(library.directoryOf(Buffer.alloc(32, 3), 'sharing'));
	await writeFile(`${library.directory}/shares/note.txt`, '');
	assert.deepEqual(await library.list(), {records: [recordOf(2)], broken: [file]});
	await assert.rejects(library.find(Buffer.alloc(32, 1), 'sharing'), {code: 'store-unusable'});
});

test('paths whose record may be the one that can’t be read are not shared anew', async t => {
	const library = await Library.open(await temporaryFolder(t));
	await library.save(recordOf(1));
	await library.save(recordOf(2));
	const {roots} = recordOf(2);
	const file = `${library.directoryOf(shareKey, 'sharing')}/share.json`;
	await writeFile(file, '{');
	assert.deepEqual(await library.findShared(roots), recordOf(2));
	await assert.rejects(library.findShared(recordOf(1).roots), (error: Error) => error.message.includes(file));
});

test('a share is found again by the same set of places', async t => {
	const library = await Library.open(await temporaryFolder(t));
	const places = (...names: readonly string[]) => names.map(name => ({name, place: `/home/me/${name}`}));
	await library.save(recordOf(1, {roots: places('a')}));
	await library.save(recordOf(2, {roots: places('a', 'b')}));
	await library.save(recordOf(3, {direction: 'receiving', roots: [], directory: '/home/me/c'}));
	const found = async (...names: readonly string[]) => {
		const record = await library.findShared(places(...names));
		return record?.name;
	};

	assert.equal(await found('a'), 'share 1');
	assert.equal(await found('a', 'b'), 'share 2');
	assert.equal(await found('b', 'a'), 'share 2');
	assert.equal(await found('b'), undefined);
	assert.equal(await found('c'), undefined);
	assert.equal(await found(), undefined);
});

test('a share in use says who uses it, and can be neither taken nor removed', async t => {
	const library = await Library.open(await temporaryFolder(t));
	await library.save(recordOf(1));
	const code = `
		import {Library} from ${JSON.stringify(new URL('../../source/library/library.ts', import.meta.url).href)};
		const library = await Library.open(${JSON.stringify(library.directory)});
		library.lock(new Uint8Array(32).fill(1), 'sharing');
		process.on('message', () => {});
		process.send('locked');
	`;
	const child = runModule(t, code);
	await once(child, 'message');
	assert.equal(library.holderOf(shareKey, 'sharing'), child.pid);
	const inUse = (error: Error) => {
		assert.equal('code' in error && error.code, 'share-in-use');
		assert.ok(error.message.includes(String(child.pid)));
		assert.ok(!error.message.includes(shareKey.toString('hex')));
		return true;
	};

	assert.throws(() => library.lock(shareKey, 'sharing'), inUse);
	await assert.rejects(library.remove(shareKey, 'sharing'), inUse);
	assert.deepEqual(await library.find(shareKey, 'sharing'), recordOf(1));
	library.lock(Buffer.alloc(32, 2), 'sharing').release();

	child.kill('SIGKILL');
	await once(child, 'exit');
	assert.equal(library.holderOf(shareKey, 'sharing'), undefined);
	assert.ok(await library.remove(shareKey, 'sharing') > 0);
});

test('the same key shared and received here is two shares', async t => {
	const library = await Library.open(await temporaryFolder(t));
	const sharing = recordOf(1);
	const receiving = recordOf(1, {
		direction: 'receiving', roots: [], directory: '/home/me/copy', created: 2000,
	});
	await library.save(sharing);
	await library.save(receiving);
	assert.deepEqual(await library.list(), {records: [sharing, receiving], broken: []});
	const lock = library.lock(shareKey, 'sharing');
	assert.ok(await library.remove(shareKey, 'receiving') > 0);
	lock.release();
	assert.deepEqual(await library.find(shareKey, 'sharing'), sharing);
	assert.equal(await library.find(shareKey, 'receiving'), undefined);
});

test('locking a share makes its directory, which is no share yet', async t => {
	const library = await Library.open(await temporaryFolder(t));
	const lock = library.lock(shareKey, 'sharing');
	assert.equal(await modeOf(library.directoryOf(shareKey, 'sharing')), 0o700);
	assert.deepEqual(await library.list(), {records: [], broken: []});
	lock.release();
});

test('removing a share frees its bytes and touches nothing else', async t => {
	const folder = await temporaryFolder(t);
	const library = await Library.open(`${folder}/data`);
	await writeFile(`${folder}/mine`, 'precious');
	await library.save(recordOf(1, {roots: [{name: 'mine', place: `${folder}/mine`}]}));
	await library.save(recordOf(2));
	const directory = library.directoryOf(shareKey, 'sharing');
	const before = await library.stateBytes(shareKey, 'sharing');
	assert.ok(before > 0);
	await mkdir(`${directory}/db`);
	await writeFile(`${directory}/db/pages`, Buffer.alloc(100_000));
	await symlink(folder, `${directory}/link`);
	assert.ok(await library.stateBytes(shareKey, 'sharing') >= before + 100_000);
	assert.ok(await library.remove(shareKey, 'sharing') >= before + 100_000);
	assert.equal(await library.stateBytes(shareKey, 'sharing'), 0);
	assert.deepEqual(await library.list(), {records: [recordOf(2)], broken: []});
	assert.deepEqual(await readdir(folder), ['data', 'mine']);
	assert.deepEqual(await readdir(`${library.directory}/shares`), [path.basename(library.directoryOf(Buffer.alloc(32, 2), 'sharing'))]);
});

test('an old version has a directory of its own beside the share, and is no share of its own', async t => {
	const library = await Library.open(await temporaryFolder(t));
	const [newest, old] = [recordOf(1, {direction: 'receiving', directory: '/newest'}), recordOf(1, {direction: 'receiving', directory: '/old'})];
	await library.save(newest);
	await library.ofVersion(3).save(old);
	assert.deepEqual(await library.find(shareKey, 'receiving'), newest);
	assert.deepEqual(await library.ofVersion(3).find(shareKey, 'receiving'), old);
	assert.deepEqual(await library.list(), {records: [newest], broken: []});
	assert.deepEqual(await library.versionsOf(shareKey), [3]);
	assert.ok(await library.ofVersion(3).remove(shareKey, 'receiving') > 0);
	assert.deepEqual(await library.versionsOf(shareKey), []);
	assert.deepEqual(await library.find(shareKey, 'receiving'), newest);
});

test('removing what is not there frees nothing and leaves nothing', async t => {
	const library = await Library.open(await temporaryFolder(t));
	assert.equal(await library.remove(shareKey, 'sharing'), 0);
	assert.deepEqual(await readdir(`${library.directory}/shares`), []);
});
