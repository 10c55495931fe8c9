import assert from 'node:assert/strict';
import {
	chmod, lutimes, mkdir, readdir, rm, symlink, utimes, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {compareFolders} from '../scripts/compare-folders.ts';
import {writeSampleFolder} from '../scripts/sample-folder.ts';
import {temporaryFolder} from './helpers/temporary-folder.ts';

/** What is done to the copy, in its folder `odd kinds`, and which line must come of it. */
const changes: ReadonlyArray<readonly [title: string, change: (folder: string) => Promise<unknown>, told: string]> = [
	['a changed byte', async folder => writeFile(path.join(folder, 'old'), 'older than most computers.\n'), '"odd kinds/old": content differs within the MiB at byte 0'],
	['a longer file', async folder => writeFile(path.join(folder, 'old'), 'x', {flag: 'a'}), '"odd kinds/old": size 27 and 28'],
	['a millisecond', async folder => utimes(path.join(folder, 'old'), 0, new Date('1985-10-26T01:21:00.124Z')), '"odd kinds/old": time 499137660123 and 499137660124'],
	['a permission', async folder => chmod(path.join(folder, 'executable.sh'), 0o644), '"odd kinds/executable.sh": permissions 755 and 644'],
	['a missing file', async folder => rm(path.join(folder, 'no bytes')), '"odd kinds/no bytes" is only in the first folder'],
	['an added folder', async folder => mkdir(path.join(folder, 'more')), '"odd kinds/more" is only in the second folder'],
	['another kind', async folder => replace(path.join(folder, 'empty folder'), async file => writeFile(file, '')), '"odd kinds/empty folder": folder and file'],
	['another target', async folder => replace(path.join(folder, 'link'), async file => symlink('elsewhere', file)), '"odd kinds/link": target "../large.bin" and "elsewhere"'],
];

test('a folder and its true copy are equal', async t => {
	const {original, copy} = await twoFolders(t);
	const {entries, bytes, differences} = await compareFolders(original, copy);

	assert.deepEqual(differences, []);
	assert.ok(entries > 40);
	assert.ok(bytes > 1024 * 1024);
});

for (const [title, change, told] of changes) {
	test(`two folders differ by ${title}`, async t => {
		const {original, copy} = await twoFolders(t);
		const folder = path.join(copy, 'odd kinds');
		await change(folder);
		const {differences} = await compareFolders(original, copy);

		assert.ok(differences.includes(told), differences.join('\n'));
	});
}

/** Two sample folders in which everything is equally old. */
async function twoFolders(t: test.TestContext): Promise<{readonly original: string; readonly copy: string}> {
	const folder = await temporaryFolder(t);
	const [original, copy] = [path.join(folder, 'original'), path.join(folder, 'copy')];
	await writeSampleFolder(original, {scale: 0.01});
	await writeSampleFolder(copy, {scale: 0.01});

	for (const name of await readdir(folder, {recursive: true})) {
		await lutimes(path.join(folder, name), 0, new Date('1985-10-26T01:21:00.123Z'));
	}

	return {original, copy};
}

async function replace(file: string, write: (file: string) => Promise<unknown>): Promise<void> {
	await rm(file, {recursive: true});
	await write(file);
}
