import {rename, rm} from 'node:fs/promises';
import path from 'node:path';
import type {Terminal} from '../../test/helpers/terminal.ts';
import {writeSampleFiles} from './sample-files.ts';
import type {Stage} from './stage.ts';

/** A screen that is worth a picture, as it is when it is given. */
export type Scene = {
	/** The picture's file name, without its ending. */
	readonly name: string;
	readonly title: string;
	readonly terminal: Terminal;
};

/** Plays what people do with ferry, and stops wherever a picture is to be taken. */
export async function * playScenes(stage: Stage): AsyncGenerator<Scene> {
	const ada = await stage.dashboard('ada');
	yield {name: 'welcome', title: 'ferry, started for the first time', terminal: ada};

	await ada.press('?');
	yield {name: 'help', title: 'every key of ferry', terminal: ada};
	await leaveDialog(ada);

	const keys = new Map<string, string>();
	for (const name of ['choir scores', 'Iceland 2026']) {
		await writeSampleFiles(await stage.home('ada'), name);
		await share(ada, `~/${name}`);
		if (name === 'Iceland 2026') {
			yield {name: 'qr-code', title: 'the key of a share as a QR code', terminal: ada};
		}

		keys.set(name, /ferry1\w{58}/v.exec(ada.screen())![0]);

		await leaveDialog(ada);
	}

	const key = keys.get('Iceland 2026')!;
	const ben = await stage.dashboard('ben', {downloadLimit: 4_000_000});
	await writeSampleFiles(await stage.home('ben'), 'Grandma’s recipes');
	await share(ben, '~/Grandma’s recipes');
	await leaveDialog(ben);
	await ben.press('p');
	await ask(ben, keys.get('choir scores')!, 'Bach');
	await ben.press('enter');
	await ben.waitFor(/choir scores.+serving/v);
	await ask(ben, key, 'Film');
	await ben.press('end', 'up', 'up', 'right');
	await ben.waitFor('geyser');
	await ben.press('down', 'space');
	yield {name: 'offer', title: 'choosing files before anything is written', terminal: ben};
	await ben.press('space', 'enter');
	await ben.waitFor(/\b[1-9]\d %/v);
	yield {name: 'shares', title: 'ferry', terminal: ben};

	// Somebody else has it, too.
	const cleo = await stage.command('cleo', ['get', key, '--yes', '--stay']);
	await cleo.waitFor('files');
	await ada.press('end', 'enter', '2');
	await ada.waitFor(screen => (screen.match(/direct.+ \d+ %/gv) ?? []).length === 2 && screen.includes('100 %'));
	await name(ada, 'Ben');
	await ada.press('down');
	await name(ada, 'Cleo');
	yield {name: 'peers', title: 'who has a share', terminal: ada};

	await ben.press('end', 'enter', '1');
	await ben.waitFor('Film');
	await ben.press('down', 'down', 'down', 'right');
	await ben.waitFor('geyser');
	yield {name: 'files', title: 'the files of a share', terminal: ben};
	await ben.press('3');
	await ben.waitFor(/[█▒▞]{5}/v);
	yield {name: 'blocks', title: 'the blocks of a share', terminal: ben};
	await ben.press('4');
	await ben.waitFor(/\d\d:\d\d/v);
	yield {name: 'activity', title: 'what has happened', terminal: ben};

	await editScores(await stage.home('ada'), ada);
	await ada.waitFor(/serving.+version 4\b.+ -1 .+ -4 /sv);
	yield {name: 'history', title: 'the versions of a share', terminal: ada};
}

/** Makes a few versions of a shared folder, and opens its history. */
async function editScores(home: string, dashboard: Terminal): Promise<void> {
	const folder = path.join(home, 'choir scores');
	await dashboard.press('escape');
	await dashboard.waitFor('choir scores');
	await dashboard.press('home', 'enter', '5');
	const edits = [
		async () => writeSampleFiles(folder, 'Grandma’s recipes'),
		async () => rename(path.join(folder, 'Grandma’s recipes'), path.join(folder, 'for the party')),
		async () => rm(path.join(folder, 'Brahms – Op. 74.pdf')),
	];
	for (const [index, edit] of edits.entries()) {
		await edit();
		await dashboard.waitFor(screen => screen.includes(`▌  ${index + 2}  `));
	}
}

/** Pastes a key, and waits until the dashboard asks which files are wanted. */
async function ask(dashboard: Terminal, key: string, sight: string): Promise<void> {
	await dashboard.paste(key);
	await dashboard.waitFor(key.slice(0, 20));
	await dashboard.press('enter');
	await dashboard.waitFor(sight);
}

/** Gives the selected peer a name. */
async function name(dashboard: Terminal, given: string): Promise<void> {
	await dashboard.press('n');
	await dashboard.type(given);
	await dashboard.press('enter');
	await dashboard.waitFor(screen => screen.includes(` ${given} `));
}

async function leaveDialog(dashboard: Terminal): Promise<void> {
	await dashboard.press('escape');
	await dashboard.waitFor('g get');
}

/** Shares a path by typing it. */
async function share(dashboard: Terminal, place: string): Promise<void> {
	await dashboard.press('s');
	await dashboard.type(place);
	await dashboard.waitFor(/\d files?/v);
	await dashboard.press('enter');
	await dashboard.waitFor(/[█▀▄]{5}/v);
}
