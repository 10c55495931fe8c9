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
	await ada.press('escape');

	for (const name of ['Iceland 2026', 'choir scores']) {
		await writeSampleFiles(await stage.home('ada'), name);
		await share(ada, `~/${name}`);
	}

	// The newest is selected last: go to the holiday.
	await ada.press('home');
	await ada.press('r');
	await ada.waitFor(/[█▀▄]{5}/v);
	yield {name: 'qr-code', title: 'the key of a share as a QR code', terminal: ada};
	await ada.press('escape');

	await ada.press('c');
	const key = ada.clipboard()!;
	const ben = await stage.dashboard('ben', {downloadLimit: 4_000_000});
	await writeSampleFiles(await stage.home('ben'), 'Grandma’s recipes');
	await share(ben, '~/Grandma’s recipes');
	await ben.paste(key);
	await ben.waitFor(key.slice(0, 20));
	await ben.press('enter');
	await ben.waitFor('Film');
	await ben.press('down', 'space');
	yield {name: 'offer', title: 'choosing files before anything is written', terminal: ben};
	await ben.press('space', 'enter');
	await ben.waitFor(/\b[1-9]\d %/v);
	yield {name: 'shares', title: 'ferry', terminal: ben};

	// Others have it, too, and one of them is done.
	const cleo = stage.command('cleo', ['get', key, '--yes']);
	await cleo.ended;
	stage.command('dora', ['get', key, '--yes', '--stay']);
	await ada.press('home', 'enter', '2');
	await ada.waitFor(screen => (screen.match(/direct/gv) ?? []).length >= 2);
	yield {name: 'peers', title: 'who has a share', terminal: ada};

	await ben.press('end', 'enter', '1');
	await ben.waitFor('Film');
	yield {name: 'files', title: 'the files of a share', terminal: ben};
	await ben.press('3');
	await ben.waitFor(/[█▒▞]{5}/v);
	yield {name: 'blocks', title: 'the blocks of a share', terminal: ben};
	await ben.press('4');
	await ben.waitFor(/\d\d:\d\d/v);
	yield {name: 'activity', title: 'what has happened', terminal: ben};
}

/** Shares a path by typing it. */
async function share(dashboard: Terminal, place: string): Promise<void> {
	await dashboard.press('s');
	await dashboard.type(place);
	await dashboard.waitFor(/\d files?/v);
	await dashboard.press('enter');
	await dashboard.waitFor('copy key');
}
