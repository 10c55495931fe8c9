import assert from 'node:assert/strict';
import {once} from 'node:events';
import {
	mkdir, readdir, rm, symlink, writeFile,
} from 'node:fs/promises';
import test, {type TestContext} from 'node:test';
import {isPartName} from '../../source/base/relative-path.ts';
import {lockDestination} from '../../source/library/lock-destination.ts';
import {runModule} from '../helpers/run-module.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const share = 'share';

/** A process that has the destination; resolves when it has it. */
async function lockElsewhere(t: TestContext, folder: string) {
	const child = runModule(t, `
		import {lockDestination} from ${JSON.stringify(new URL('../../source/library/lock-destination.ts', import.meta.url).href)};
		lockDestination(${JSON.stringify(folder)}, ${JSON.stringify(share)});
		process.on('message', () => {});
		process.send('locked');
	`);
	await once(child, 'message');
	return child;
}

test('one at a time receives a share into a folder, another share may come into it too, and nothing stays behind', async t => {
	const folder = await temporaryFolder(t);
	const letGo = lockDestination(folder, share);
	assert.throws(() => lockDestination(folder, share), {code: 'destination-in-use'});
	const letOtherGo = lockDestination(folder, 'other share');
	assert.ok((await readdir(folder)).every(name => isPartName(name)));
	letGo();
	letGo();
	const letGoAgain = lockDestination(folder, share);
	letGoAgain();
	letOtherGo();
	assert.deepEqual(await readdir(folder), []);
});

test('the process that has a destination is named, and when it is killed the next one has it and clears up', async t => {
	const folder = await temporaryFolder(t);
	const child = await lockElsewhere(t, folder);
	assert.throws(() => lockDestination(folder, share), ({code, message, hint}: {code: string; message: string; hint: string}) => {
		assert.equal(code, 'destination-in-use');
		assert.equal(message, `Another ferry, process ${child.pid}, is receiving this share into “${folder}”.`);
		assert.match(hint, /another folder/v);
		return true;
	});
	child.kill('SIGKILL');
	await once(child, 'exit');
	lockDestination(folder, share)();
	assert.deepEqual(await readdir(folder), []);
});

test('a destination where no lock can be had is used without one', async t => {
	const folder = await temporaryFolder(t);
	lockDestination(`${folder}/none`, share)();
	const letGo = lockDestination(folder, share);
	const names = await readdir(folder);
	letGo();
	for (const name of names) {
		// A link may lead to a file of somebody else's.
		await symlink(`${folder}/elsewhere`, `${folder}/${name}`);
		lockDestination(folder, share)();
		await rm(`${folder}/${name}`);
		await mkdir(`${folder}/${name}`);
		lockDestination(folder, share)();
		await rm(`${folder}/${name}`, {recursive: true});
	}

	for (const name of names) {
		await writeFile(`${folder}/${name}`, 'This is not an empty database at all. '.repeat(40));
	}

	lockDestination(folder, share)();
});

test('a destination that is gone is let go all the same', async t => {
	const folder = await temporaryFolder(t);
	await mkdir(`${folder}/to`);
	const letGo = lockDestination(`${folder}/to`, share);
	await rm(`${folder}/to`, {recursive: true});
	letGo();
});
