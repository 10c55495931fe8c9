import assert from 'node:assert/strict';
import {mkdir, rename, writeFile} from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {cannotMount, SmallDisk} from '../helpers/small-disk.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {startTerminal, type Terminal} from '../helpers/terminal.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';

test('a shared folder that is gone is told at once, with what to do, and goes on when that is done', async t => {
	const {root, open} = await prepare(t);
	const from = path.join(root, 'ada', 'photos');
	await writeLargeFolder(from, {large: 3, small: 4, smallBytes: 50_000});
	const ada = await open('ada');
	const key = await share(ada, '~/photos', '5 files');
	await rename(from, `${from} elsewhere`);
	await ada.waitFor(/✗ folder gone/v);
	await ada.waitFor(/There is no folder “[^”]+” any more\. Ferry goes on when\s+it is back\.\s+Receivers keep what they have\./v);
	await ada.press('enter', '4');
	await ada.waitFor(/There is no folder/v);
	await rename(`${from} elsewhere`, from);
	await ada.waitFor(/^○ waiting/mv);
	const ben = await open('ben');
	await get(ben, key, '5 files');
	await ada.waitFor('1 peer has all of it');
	await ben.waitFor('Everything is here');
	assert.deepEqual((await compareFolders(from, path.join(root, 'ben', 'photos'))).differences, []);
	await end(ada, ben);
});

test('a shared file that is gone is told as a file, and what is gone since the last time is told at the start', async t => {
	const {root, open} = await prepare(t);
	const file = path.join(root, 'ada', 'talk.mp4');
	await mkdir(path.dirname(file), {recursive: true});
	await writeFile(file, 'x'.repeat(300_000));
	const first = await open('ada');
	await share(first, '~/talk.mp4', '1 file');
	await end(first);
	await rename(file, `${file}.away`);
	const second = await open('ada');
	await second.waitFor(/talk\.mp4 +✗ file gone/v);
	await second.waitFor('Bring it back, then resume the share.');
	await rename(`${file}.away`, file);
	await second.press('p');
	await second.waitFor(/talk\.mp4 +○ waiting/v);
	await end(second);
});

test('what another process has is shown with its number, can’t be touched, and can when that one has ended, even if it was killed', async t => {
	const {root, open} = await prepare(t);
	await writeLargeFolder(path.join(root, 'ada', 'photos'), {large: 1, small: 2, smallBytes: 100});
	const first = await open('ada');
	const key = await share(first, '~/photos', '3 files');
	const second = await open('ada');
	await second.waitFor(`◌ held by ${first.pid}`);
	await second.waitFor(`Another ferry, process ${first.pid}, has it open; it can only be looked at here.`);
	for (const action of ['p', 'x', 'v']) {
		await second.press(action);
		await second.waitFor(`Process ${first.pid} has this share open. Do it there, or end it first.`);
	}

	await second.press('c');
	await second.waitFor('Key sent');
	assert.equal(second.clipboard(), key);
	await second.press('enter', '2');
	await second.waitFor('Only the process that has the share open knows its peers.');
	await second.press('escape', 'P');
	await second.waitFor(`◌ held by ${first.pid}`);

	first.kill('SIGKILL');
	await first.ended;
	await second.waitFor(/photos +‖ paused/v);
	await second.press('p');
	await second.waitFor(/photos +○ waiting/v);
	await end(second);
});

test('a disk that is full is told, and everything goes on when there is room', {skip: cannotMount}, async t => {
	const mounted: SmallDisk[] = [];
	// Before the folder that it lies in is deleted.
	t.after(() => {
		for (const disk of mounted) {
			disk.unmount();
		}
	});
	const {root, open} = await prepare(t);
	const from = path.join(root, 'ada', 'photos');
	await writeLargeFolder(from, {large: 10, small: 4, smallBytes: 50_000});
	const disk = new SmallDisk(path.join(root, 'disk'), 24);
	mounted.push(disk);
	const ada = await open('ada');
	const key = await share(ada, '~/photos', '5 files');
	const ben = await open('ben');
	await ben.paste(key);
	await ben.press('enter');
	await ben.waitFor('5 files');
	await ben.press('shift+tab', ...Array.from({length: path.join(root, 'ben', 'photos').length}, () => 'backspace'));
	await ben.type(path.join(disk.place, 'photos'));
	await ben.waitFor(/2\d\.\d MB free/v);
	disk.fill();
	await ben.press('enter');
	await ben.waitFor(/photos +▲ disk full/v);
	await ben.waitFor('It goes on when there is room.');
	await ben.press('enter', '4');
	await ben.waitFor(/[✗▲] .*(?:full|room)/v);
	disk.makeRoom();
	await ben.waitFor('Everything is here');
	assert.deepEqual((await compareFolders(from, path.join(disk.place, 'photos'))).differences, []);
	await end(ada, ben);
});

test('when nobody in the network answers, it is said why and what to look at', async t => {
	const {root, open} = await prepare(t);
	await writeLargeFolder(path.join(root, 'ada', 'photos'), {large: 1, small: 2, smallBytes: 100});
	const ada = await open('ada', {FERRY_BOOTSTRAP: '127.0.0.1:9'});
	await share(ada, '~/photos', '3 files');
	await ada.waitFor(/photos +○ connecting/v);
	await ada.waitFor('✗ unreachable');
	await ada.waitFor(/^▲ No node of the DHT answers: check the connection/mv);
	await end(ada);
});

async function prepare(t: TestContext): Promise<{
	readonly root: string;
	readonly open: (person: string, env?: Readonly<Record<string, string>>) => Promise<Terminal>;
}> {
	const {bootstrap} = await localTestnet(t);
	const root = await temporaryFolder(t);
	return {
		root,
		async open(person, env = {}) {
			const home = path.join(root, person);
			await mkdir(home, {recursive: true});
			const terminal = startTerminal(t, [], {
				columns: 100,
				rows: 30,
				cwd: home,
				env: {
					HOME: home, FERRY_STORE: path.join(root, `state of ${person}`), FERRY_BOOTSTRAP: bootstrap.join(','), ...env,
				},
			});
			await terminal.waitFor('help');
			return terminal;
		},
	};
}

/** Shares a path, and goes back to the list. */
async function share(terminal: Terminal, place: string, sight: string): Promise<string> {
	await terminal.press('s');
	await terminal.type(place);
	await terminal.waitFor(sight);
	await terminal.press('enter');
	await terminal.waitFor(/ferry1\w{58}/v);
	const [key] = /ferry1\w{58}/v.exec(terminal.screen())!;
	await terminal.press('escape');
	await terminal.waitFor('NAME');
	return key;
}

/** Gets all of a share. */
async function get(terminal: Terminal, key: string, sight: string): Promise<void> {
	await terminal.paste(key);
	await terminal.press('enter');
	await terminal.waitFor(sight);
	await terminal.press('enter');
	await terminal.waitFor('NAME');
}

async function end(...terminals: readonly Terminal[]): Promise<void> {
	for (const terminal of terminals) {
		terminal.write('\u0003');
		assert.equal(await terminal.ended, 0);
	}
}
