import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {people} from '../helpers/people.ts';
import type {Terminal} from '../helpers/terminal.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';

test('two people add each other, one offers a share, and the other accepts it and has the files', async t => {
	const {home, open} = await people(t);
	const from = path.join(home('ada'), 'photos');
	const ada = await open('ada');
	await writeLargeFolder(from, {large: 1, small: 10, smallBytes: 1000});
	const ben = await open('ben');
	await add(ada, await ownKey(ben), 'Ben');
	await add(ben, await ownKey(ada), 'Ada');

	await ada.press('escape', 's');
	await ada.waitFor('Share files or folders');
	await ada.type('~/photos');
	await ada.waitFor('11 files');
	await ada.press('tab', 'enter');
	await ada.waitFor(/[█▀▄]{5}/v);
	await ada.press('escape', 'O');
	await ada.waitFor('Offer photos');
	await ada.press('space', 'enter');
	await ada.waitFor('Offered to Ben.');

	await ben.waitFor('i 1 offer');
	await ben.press('i');
	await ben.waitFor('From Ada, your contact');
	await ben.waitFor('11 files');
	await ben.press('y');
	await ben.waitFor('Enter get');
	await ben.press('enter');
	await ben.press('escape');
	await ben.waitFor(/complete|serving/v);
	assert.deepEqual((await compareFolders(from, path.join(home('ben'), 'photos'))).differences, []);
	await ada.press('enter', '2');
	await ada.waitFor('Offered to Ben (accepted).');
});

/** Copies somebody's own key from their screen of peers, which stays open. */
async function ownKey(terminal: Terminal): Promise<string> {
	await terminal.press('w', 'c');
	await terminal.waitFor('Key sent');
	return terminal.clipboard()!;
}

/** Adds somebody on the screen of peers, which is opened if it isn't. */
async function add(terminal: Terminal, key: string, name: string): Promise<void> {
	await terminal.press('w', 'a');
	await terminal.waitFor('Add a contact');
	await terminal.type(key);
	await terminal.press('tab');
	await terminal.type(name);
	await terminal.press('enter');
	await terminal.waitFor(new RegExp(`${name} +[●○]`, 'v'));
}
