import assert from 'node:assert/strict';
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
	await ada.press('s');
	await ada.waitFor('Share files or folders');
	await ada.type('~/photos');
	await ada.waitFor('31 files');
	await ada.press('enter');
	await ada.waitFor(/[█▀▄]{5}/v);
	// Escape is told from the beginning of another key by what follows it.
	await ada.press('escape');
	await ada.waitFor('NAME');
	await ada.press('c');
	await ada.waitFor('Key sent');
	const key = ada.clipboard();
	assert.match(key ?? '', /^ferry1[\da-z]{58}$/v);

	// Slowly enough to be seen on its way.
	await ada.press('l');
	await ada.waitFor('Limits');
	await ada.type('8 MB');
	await ada.waitFor('8 MB');
	await ada.press('enter');
	await ada.waitFor('NAME');
	const ben = await open('ben');
	await ben.paste(key!);
	await ben.waitFor(key!.slice(0, 20));
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

/** Leaves a dashboard, and looks whether the terminal is as it was. */
async function quit(terminal: Terminal): Promise<void> {
	terminal.write('\u0003');
	assert.equal(await terminal.ended, 0);
	assert.equal(terminal.isAlternateScreen, false);
	assert.equal(terminal.isCursorVisible, true);
	assert.equal(terminal.marksPastes, false);
}
