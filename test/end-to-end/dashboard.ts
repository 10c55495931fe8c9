import assert from 'node:assert/strict';
import {readdir} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {people} from '../helpers/people.ts';
import type {Terminal} from '../helpers/terminal.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';

test('two people share and get a folder with two dashboards, also when one of them is killed on the way', async t => {
	const {home, open} = await people(t);
	const from = path.join(home('ada'), 'photos');
	await writeLargeFolder(from, {large: 40, small: 30, smallBytes: 50_000});
	const ada = await open('ada');
	const key = await share(ada, '~/photos', '31 files');
	const ben = await open('ben');
	await ben.paste(key);
	await ben.waitFor(key.slice(0, 20));
	await ben.press('enter');
	await ben.waitFor('31 files');
	await ben.press('enter');
	await ben.waitFor(/\b[1-9]\d? %/v);
	await ben.press('p');
	await ben.waitFor('paused');
	await ben.press('p');
	await ben.waitFor('receiving');
	ben.kill('SIGKILL');
	await ben.ended;

	const again = await open('ben');
	await again.waitFor('photos');
	await again.waitFor(/serving|complete/v);
	assert.deepEqual((await compareFolders(from, path.join(home('ben'), 'photos'))).differences, []);
	await ada.waitFor('1 peer has all of it');

	for (const terminal of [ada, again]) {
		await quit(terminal);
	}
});

test('only what was picked of an offer is received, and the total and the progress say so', async t => {
	const {home, open} = await people(t);
	const from = path.join(home('ada'), 'trip');
	await writeLargeFolder(path.join(from, 'films'), {
		large: 24, small: 0, smallBytes: 0, seed: 'films',
	});
	const picked = await writeLargeFolder(path.join(from, 'photos'), {
		large: 10, small: 5, smallBytes: 1000, seed: 'photos',
	});
	const ada = await open('ada');
	const key = await share(ada, '~/trip', '7 files');
	const ben = await open('ben');
	await ben.paste(key);
	await ben.waitFor(key.slice(0, 20));
	await ben.press('enter');
	await ben.waitFor('All of it: 7 files, 35.7 MB');
	// Below “everything”.
	await ben.press('down', 'space');
	await ben.waitFor(/6 of 7 files, 10\.5 MB of 35\.7 MB/v);
	await ben.press('enter');
	await ben.waitFor(/\b[1-9]\d? %/v);
	const receiving = ben.screen();
	assert.match(receiving, / 10\.5 MB/v);
	assert.doesNotMatch(receiving, /35\.7 MB/v, 'what was not picked is not waited for');
	await ben.waitFor('serving');
	assert.equal(picked.hashes.size, 6);
	const to = path.join(home('ben'), 'trip');
	assert.deepEqual((await compareFolders(path.join(from, 'photos'), path.join(to, 'photos'))).differences, []);
	assert.deepEqual(await readdir(to), ['photos']);

	for (const terminal of [ada, ben]) {
		await quit(terminal);
	}
});

test('what was shared is shared again when the dashboard is opened the next time, and not when it was paused', async t => {
	const {home, open} = await people(t);
	await writeLargeFolder(path.join(home('ada'), 'photos'), {large: 1, small: 2, smallBytes: 100});
	const first = await open('ada');
	await first.press('s');
	await first.waitFor('Share files or folders');
	await first.type('~/photos');
	await first.waitFor('3 files');
	await first.press('enter');
	await first.waitFor(/[█▀▄]{5}/v);
	await first.press('escape');
	await first.waitFor('waiting');
	await quit(first);

	const second = await open('ada');
	await second.waitFor('waiting');
	await second.press('p');
	await second.waitFor('paused');
	await quit(second);

	const third = await open('ada');
	await third.waitFor('paused');
	await quit(third);
});

/** Shares a folder by typing it, at 8 MB a second so that it can be seen on its way, and copies its key. */
async function share(terminal: Terminal, place: string, preview: string): Promise<string> {
	await terminal.press('s');
	await terminal.waitFor('Share files or folders');
	await terminal.type(place);
	await terminal.waitFor(preview);
	await terminal.press('enter');
	await terminal.waitFor(/[█▀▄]{5}/v);
	// Escape is told from the beginning of another key by what follows it.
	await terminal.press('escape');
	await terminal.waitFor('NAME');
	await terminal.press('c');
	await terminal.waitFor('Key sent');
	const key = terminal.clipboard();
	assert.match(key ?? '', /^ferry1[\da-z]{58}$/v);

	await terminal.press('l');
	await terminal.waitFor('Limits');
	await terminal.type('8 MB');
	await terminal.waitFor('8 MB');
	await terminal.press('enter');
	await terminal.waitFor('NAME');
	return key!;
}

/** Leaves a dashboard, and looks whether the terminal is as it was. */
async function quit(terminal: Terminal): Promise<void> {
	terminal.write('\u0003');
	assert.equal(await terminal.ended, 0);
	assert.equal(terminal.isAlternateScreen, false);
	assert.equal(terminal.isCursorVisible, true);
	assert.equal(terminal.marksPastes, false);
}
