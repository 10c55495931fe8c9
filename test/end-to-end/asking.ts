import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {people} from '../helpers/people.ts';
import {startFerry} from '../helpers/run-ferry.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';

const wholeKey = /ferry1[\da-z]{58}/v;

test('a dashboard that asks first lets in whom its user says yes to, and nobody else', async t => {
	const {home, environment, open} = await people(t);
	const ada = await open('ada');
	const from = path.join(home('ada'), 'photos');
	await writeLargeFolder(from, {large: 1, small: 10, smallBytes: 1000});
	await ada.press('s');
	await ada.waitFor('Share files or folders');
	await ada.type('~/photos');
	await ada.waitFor('11 files');
	// The first one completes the path.
	await ada.press('tab', 'tab', 'space');
	await ada.waitFor(/◉ ask me before a new peer gets any of it/v);
	await ada.press('enter');
	await ada.waitFor(/[█▀▄]{5}/v);
	await ada.press('escape', 'c');
	await ada.waitFor('Key sent');
	const key = ada.clipboard()!;

	const get = (person: string, timeout: string) => startFerry(t, ['get', key, path.join(home(person), 'photos'), '--yes', '--json', '--timeout', timeout], {env: environment(person)});
	const ben = get('ben', '60');
	await ada.waitFor('1 peer asks to have it');
	await ada.press('a');
	await ada.waitFor('A peer asks');
	await ada.waitFor(/127\.0\.0\.1:\d+/v);
	await ada.press('y');
	assert.equal((await ben.ended).code, 0);
	assert.deepEqual((await compareFolders(from, path.join(home('ben'), 'photos'))).differences, []);
	await ada.waitFor('1 has all of it');

	const eve = get('eve', '8');
	await ada.waitFor('1 peer asks to have it');
	await ada.press('a');
	await ada.waitFor('A peer asks');
	await ada.press('n');
	const refused = await eve.ended;
	assert.equal(refused.code, 3, 'somebody who is refused sees nobody who has it');
	assert.match(ada.screen(), /photos/v);
});

test('“ferry share --ask” asks in the terminal', async t => {
	const {home, environment, open} = await people(t);
	const from = path.join(home('ada'), 'photos');
	await writeLargeFolder(from, {large: 1, small: 10, smallBytes: 1000});
	const ada = await open('ada', ['share', 'photos', '--ask']);
	await ada.waitFor(wholeKey);
	const [key] = wholeKey.exec(ada.screen())!;
	const ben = startFerry(t, ['get', key, path.join(home('ben'), 'photos'), '--yes', '--json'], {env: environment('ben')});
	await ada.waitFor(/Let [\da-f]{64} at 127\.0\.0\.1:\d+ have the sha\n?re\? \[y\/N\]/v);
	ada.write('y\r');
	assert.equal((await ben.ended).code, 0);
	assert.deepEqual((await compareFolders(from, path.join(home('ben'), 'photos'))).differences, []);
});
