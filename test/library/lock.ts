import assert from 'node:assert/strict';
import type {ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, writeFileSync} from 'node:fs';
import {readdir, writeFile} from 'node:fs/promises';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {lockHolder, tryLock} from '../../source/library/lock.ts';
import {runModule} from '../helpers/run-module.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

/** A process that locks `file` and keeps it; resolves when it has it. */
async function lockElsewhere(t: TestContext, file: string): Promise<ChildProcess> {
	const code = `
		import {tryLock} from ${JSON.stringify(new URL('../../source/library/lock.ts', import.meta.url).href)};
		const lock = tryLock(${JSON.stringify(file)});
		process.send(lock !== undefined);
		process.on('message', () => { lock.release(); process.disconnect(); });
	`;
	const child = runModule(t, code);
	assert.deepEqual(await once(child, 'message'), [true, undefined]);
	return child;
}

test('one at a time has a lock, and releasing it leaves no holder', async t => {
	const file = `${await temporaryFolder(t)}/lock`;
	const lock = tryLock(file);
	assert.ok(lock);
	assert.equal(tryLock(file), undefined);
	assert.equal(lockHolder(file), undefined, 'this process is not another one');
	assert.equal(tryLock(file), undefined, 'asking who has it does not drop it');
	lock.release();
	assert.equal(existsSync(`${file}.pid`), false);
	const again = tryLock(file);
	assert.ok(again);
	lock.release();
	assert.equal(tryLock(file), undefined, 'releasing twice does not drop the next lock');
	again.release();
});

test('a lock keeps other processes out until it is released', async t => {
	const file = `${await temporaryFolder(t)}/lock`;
	const child = await lockElsewhere(t, file);
	assert.equal(tryLock(file), undefined);
	assert.equal(lockHolder(file), child.pid);
	assert.equal(tryLock(file), undefined);
	child.send('release');
	await once(child, 'exit');
	assert.equal(lockHolder(file), undefined);
	tryLock(file)?.release();
});

test('a lock is gone with its process, even one that is killed', async t => {
	const file = `${await temporaryFolder(t)}/lock`;
	const child = await lockElsewhere(t, file);
	child.kill('SIGKILL');
	await once(child, 'exit');
	assert.equal(existsSync(`${file}.pid`), true);
	assert.equal(lockHolder(file), undefined);
	const lock = tryLock(file);
	assert.ok(lock);
	lock.release();
});

test('a process id that no process left behind is no holder', async t => {
	const file = `${await temporaryFolder(t)}/lock`;
	writeFileSync(`${file}.pid`, String(process.ppid));
	assert.equal(lockHolder(file), undefined);
	writeFileSync(`${file}.pid`, 'nonsense');
	assert.equal(lockHolder(file), undefined);
});

test('a lock that can’t be made says so', async t => {
	const folder = await temporaryFolder(t);
	assert.throws(() => tryLock(`${folder}/none/lock`), {code: 'store-unusable'});
	writeFileSync(`${folder}/lock`, 'This is not an empty database at all. '.repeat(40));
	assert.throws(() => tryLock(`${folder}/lock`), {code: 'store-unusable'});
});

test('a lock outlives the last reference to it', async t => {
	const file = `${await temporaryFolder(t)}/lock`;
	assert.ok(tryLock(file));
	setFlagsFromString('--expose-gc');
	const collectGarbage: () => void = runInNewContext('gc');
	for (let round = 0; round < 3; round++) {
		collectGarbage();
		await setImmediate();
	}

	assert.equal(tryLock(file), undefined);
});

test('a lock that can’t say who has it is no lock, and leaves no file that was not there', async t => {
	const folder = await temporaryFolder(t);
	const holder = `${folder}/missing/holder`;
	assert.throws(() => tryLock(`${folder}/lock`, holder), {code: 'store-unusable'});
	assert.deepEqual(await readdir(folder), []);
	await writeFile(`${folder}/lock`, '');
	assert.throws(() => tryLock(`${folder}/lock`, holder), {code: 'store-unusable'});
	assert.deepEqual(await readdir(folder), ['lock']);
});
