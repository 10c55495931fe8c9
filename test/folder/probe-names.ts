import assert from 'node:assert/strict';
import {readdir} from 'node:fs/promises';
import process from 'node:process';
import test from 'node:test';
import {probeNames} from '../../source/folder/probe-names.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('looking how a folder compares names leaves nothing in it', async t => {
	const folder = await temporaryFolder(t);
	probeNames(folder);
	assert.deepEqual(await readdir(folder), []);
});

test('what a process left that was killed while it looked is removed by the next', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'.ferry-probe-a\u00E9.part': ''});
	const rules = probeNames(folder);
	assert.deepEqual(await readdir(folder), []);
	assert.deepEqual(rules, probeNames(folder));
});

test('names that differ in case are two names on Linux', {skip: process.platform === 'linux' ? false : 'this is not Linux'}, async t => {
	assert.deepEqual(probeNames(await temporaryFolder(t)), {caseSensitive: true, normalizationSensitive: true});
});
