import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {
	readFile, rename, stat, symlink, writeFile, type FileHandle,
} from 'node:fs/promises';
import {test} from 'node:test';
import {FileHandles} from '../../source/storage/file-handles.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

async function open(t: {after(done: () => void): void}, access: 'read' | 'write'): Promise<FileHandles> {
	const handles = new FileHandles(access);
	t.after(() => {
		handles.close();
	});
	return handles;
}

test('a file stays open from one use to the next, until it is dropped', async t => {
	const folder = await temporaryFolder(t);
	const handles = await open(t, 'read');
	await writeFile(`${folder}/a`, 'old');
	const read = async (): Promise<string> => handles.use(`${folder}/a`, async handle => {
		const {buffer} = await handle.read(Buffer.alloc(3), 0, 3, 0);
		return buffer.toString();
	});
	assert.equal(await read(), 'old');
	await writeFile(`${folder}/b`, 'new');
	await rename(`${folder}/b`, `${folder}/a`);
	assert.equal(await read(), 'old');
	handles.drop(`${folder}/a`);
	assert.equal(await read(), 'new');
	handles.close();
	assert.equal(await read(), 'new');
});

test('writing makes missing files for their owner only, and keeps what is in others', async t => {
	const folder = await temporaryFolder(t);
	const handles = await open(t, 'write');
	await writeFile(`${folder}/there`, 'abc');
	for (const name of ['new', 'there']) {
		await handles.use(`${folder}/${name}`, async handle => handle.write(Buffer.from('x'), 0, 1, 1));
	}

	assert.equal((await stat(`${folder}/new`)).mode & 0o777, 0o600);
	assert.deepEqual(await readFile(`${folder}/new`), Buffer.from('\0x'));
	assert.equal(await readFile(`${folder}/there`, 'utf8'), 'axc');
});

test('links are not followed', async t => {
	const folder = await temporaryFolder(t);
	await writeFile(`${folder}/file`, '');
	await symlink('file', `${folder}/link`);
	await symlink('nowhere', `${folder}/dangling`);
	for (const access of ['read', 'write'] as const) {
		const handles = await open(t, access);
		for (const name of ['link', 'dangling']) {
			await assert.rejects(handles.use(`${folder}/${name}`, async () => 1), {code: 'ELOOP'});
		}
	}
});

test('a file that could not be opened, or whose use failed, is opened anew', async t => {
	const folder = await temporaryFolder(t);
	const handles = await open(t, 'read');
	await assert.rejects(handles.use(`${folder}/a`, async () => 1), {code: 'ENOENT'});
	await writeFile(`${folder}/a`, '');
	const first = await handles.use(`${folder}/a`, async handle => handle);
	await assert.rejects(handles.use(`${folder}/a`, async () => {
		throw new Error('use failed');
	}), {message: 'use failed'});
	assert.notEqual(await handles.use(`${folder}/a`, async handle => handle), first);
});

test('a file is never closed under its user', async t => {
	const folder = await temporaryFolder(t);
	const handles = await open(t, 'write');
	let go = (): void => undefined;
	const isTime = new Promise<void>(resolve => {
		go = resolve;
	});
	const writing = handles.use(`${folder}/a`, async handle => {
		await isTime;
		await handle.write(Buffer.from('written'), 0, 7, 0);
	});
	handles.drop(`${folder}/a`);
	handles.close();
	go();
	await writing;
	assert.equal(await readFile(`${folder}/a`, 'utf8'), 'written');
});

test('a file that has been replaced is opened anew when the new one is meant', async t => {
	const folder = await temporaryFolder(t);
	const handles = await open(t, 'read');
	const read = async (inode: number): Promise<string> => handles.use(`${folder}/a`, async handle => {
		const {buffer} = await handle.read(Buffer.alloc(3), 0, 3, 0);
		return buffer.toString();
	}, inode);
	await writeFile(`${folder}/a`, 'old');
	const {ino: before} = await stat(`${folder}/a`);
	assert.equal(await read(before), 'old');
	await writeFile(`${folder}/b`, 'new');
	await rename(`${folder}/b`, `${folder}/a`);
	assert.equal(await read(before), 'old');
	const {ino: now} = await stat(`${folder}/a`);
	assert.equal(await read(now), 'new');
});

test('no more than 64 files stay open, the one not used for longest is closed', async t => {
	const folder = await temporaryFolder(t);
	const handles = await open(t, 'write');
	const opened: FileHandle[] = [];
	for (let index = 0; index < 66; index++) {
		opened.push(await handles.use(`${folder}/${index}`, async handle => handle));
		// The first is used again and again.
		assert.equal(await handles.use(`${folder}/0`, async handle => handle), opened[0]);
	}

	const isSame = async (index: number): Promise<boolean> => handles.use(`${folder}/${index}`, async handle => handle === opened[index]);
	assert.equal(await isSame(0), true);
	assert.equal(await isSame(65), true);
	assert.equal(await isSame(1), false);
});
