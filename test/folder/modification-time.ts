import assert from 'node:assert/strict';
import {lstat, stat} from 'node:fs/promises';
import process from 'node:process';
import {test} from 'node:test';
import {setLinkTime, setModificationTime, timeToSet} from '../../source/folder/modification-time.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const isDeno = process.versions['deno'] !== undefined;

/** Milliseconds since 1970. */
const times = [0, 1, -1, 999, -999, -1000, -1001, 499_137_660_123, -434_949_169, ...Array.from({length: 200}, (_, index) => 1_700_000_000_000 + (index * 7_777_777))];

test('every whole millisecond is set as itself, whatever its sign, of files and directories', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {file: '', directory: null});
	for (const name of ['file', 'directory']) {
		for (const mtime of times) {
			setModificationTime(`${folder}/${name}`, mtime);
			assert.equal(wholeMilliseconds(await stat(`${folder}/${name}`, {bigint: true})), mtime);
		}
	}
});

test('so it is of links, but that Deno knows only whole seconds before 1970', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {link: {link: 'nowhere'}});
	for (const mtime of times) {
		setLinkTime(`${folder}/link`, mtime);
		const expected = isDeno && mtime < 0 ? Math.floor(mtime / 1000) * 1000 : mtime;
		assert.equal(wholeMilliseconds(await lstat(`${folder}/link`, {bigint: true})), expected);
	}
});

test('a time is given as each runtime takes it', () => {
	assert.match(String(timeToSet(-5, {isDeno: false, isLink: false})), /^-0\.00/v);
	assert.match(String(timeToSet(5, {isDeno: true, isLink: true})), /^0\.00/v);
	assert.deepEqual(timeToSet(-5001, {isDeno: true, isLink: false}), new Date(-5001));
	assert.deepEqual(timeToSet(-5001, {isDeno: true, isLink: true}), new Date(-6000));
});

/** Down, as the index of a share has it. */
function wholeMilliseconds({mtimeNs}: {readonly mtimeNs: bigint}): number {
	const rest = ((mtimeNs % 1_000_000n) + 1_000_000n) % 1_000_000n;
	return Number((mtimeNs - rest) / 1_000_000n);
}
