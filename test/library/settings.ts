import assert from 'node:assert/strict';
import {readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {
	loadSettings, parseSettings, saveSettings, type Settings,
} from '../../source/library/settings.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const defaults: Settings = {
	peerNames: {}, uploadLimit: null, downloadLimit: null, limitsExceptLan: null, theme: 'dark',
};

const table: ReadonlyArray<readonly [title: string, text: string, settings: Settings | undefined]> = [
	['nothing set takes every default', '{}', defaults],
	['what is set is kept', '{"theme": "light", "uploadLimit": 1000}', {...defaults, theme: 'light', uploadLimit: 1000}],
	['names of peers are kept', '{"peerNames": {"ab": "Ann"}}', {...defaults, peerNames: {ab: 'Ann'}}],
	['what is no JSON is no settings', '{', undefined],
	['null is no settings', 'null', undefined],
	['an exception that is neither yes nor no is no settings', '{"limitsExceptLan": "yes"}', undefined],
	['an unknown theme is no settings', '{"theme": "pink"}', undefined],
	['no limit in place of a configured one is kept', '{"downloadLimit": 0}', {...defaults, downloadLimit: 0}],
	['a limit below nothing is no settings', '{"downloadLimit": -1}', undefined],
	['a name that is no text is no settings', '{"peerNames": {"ab": 1}}', undefined],
];

for (const [title, text, settings] of table) {
	test(title, () => {
		assert.deepEqual(parseSettings(text), settings);
	});
}

test('settings that were saved are loaded again, and only their owner can read them', async t => {
	const folder = await temporaryFolder(t);
	const settings: Settings = {
		peerNames: {ab: 'Ann'}, uploadLimit: 5, downloadLimit: null, limitsExceptLan: true, theme: 'mono',
	};
	await saveSettings(folder, settings);
	assert.deepEqual(await loadSettings(folder), settings);
	const {mode} = await stat(path.join(folder, 'settings.json'));
	assert.equal(mode & 0o777, 0o600);
});

test('without a file there are defaults', async t => {
	assert.deepEqual(await loadSettings(await temporaryFolder(t)), defaults);
});

test('a file that can’t be understood is kept aside', async t => {
	const folder = await temporaryFolder(t);
	await writeFile(path.join(folder, 'settings.json'), 'what');
	assert.deepEqual(await loadSettings(folder), defaults);
	assert.equal(await readFile(path.join(folder, 'settings.json.broken'), 'utf8'), 'what');
});
