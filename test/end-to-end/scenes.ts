// What the pictures in docs/images are taken of: if people can't play it any more, `npm run screenshots` can't either.
import assert from 'node:assert/strict';
import {readdir} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {screenToSvg} from '../../scripts/screenshots/screen-to-svg.ts';
import {playScenes} from '../../scripts/screenshots/scenes.ts';
import {openStage} from '../../scripts/screenshots/stage.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const images = fileURLToPath(new URL('../../docs/images', import.meta.url));

/** What has to be on a picture, by its name. */
const sights: Readonly<Record<string, RegExp>> = {
	welcome: /s share/v,
	help: /Share files or folders/v,
	'qr-code': /[█▀▄]{9}/v,
	offer: /○ +aurora\.mp4 .*\n.*◉ +geyser\.mp4 .*\n.*map\.pdf/v,
	shares: /Iceland 2026 +↓ receiving/v,
	peers: /Ben +direct, .*\n.*Cleo +direct, /v,
	files: /▾ Film\/.*\n.*aurora\.mp4 .*\n.*geyser\.mp4 .*\n.*map\.pdf/v,
	blocks: /[█▒▞]{5}/v,
	activity: /\d\d:\d\d:\d\d .*connected/v,
	history: /serving[^▲]+version 4/v,
};

test('people meet, share, receive and edit, and every picture of the documentation can be taken', async t => {
	const root = await temporaryFolder(t);
	const stage = await openStage({columns: 100, rows: 28, homes: path.join(root, 'home')});
	const taken: string[] = [];
	try {
		for await (const {name, title, terminal} of playScenes(stage)) {
			taken.push(name);
			assert.match(terminal.screen(), sights[name] ?? /never/v, name);
			assert.match(screenToSvg(terminal.cells(), title), /^<svg.+<\/svg>\n$/sv);
		}
	} finally {
		await stage.close();
	}

	const kept = await readdir(images);
	assert.deepEqual(taken.toSorted(), kept.map(file => path.parse(file).name).toSorted());
});
