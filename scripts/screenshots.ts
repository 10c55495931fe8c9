/*
Pictures of the dashboard for the README and the documentation: `npm run screenshots -- [--only NAME …] [--to DIRECTORY]`.

Two people share and receive on this machine alone, in terminals that nobody sees. What is drawn there becomes SVG in docs/images.
*/
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {playScenes} from './screenshots/scenes.ts';
import {screenToSvg} from './screenshots/screen-to-svg.ts';
import {openStage} from './screenshots/stage.ts';

const {values: {only, to}} = parseArgs({
	options: {
		only: {type: 'string', multiple: true},
		to: {type: 'string', default: fileURLToPath(new URL('../docs/images', import.meta.url))},
	},
});

const stage = await openStage({columns: 100, rows: 28});
try {
	await mkdir(to, {recursive: true});
	for await (const {name, title, terminal} of playScenes(stage)) {
		if (only?.includes(name) ?? true) {
			await writeFile(path.join(to, `${name}.svg`), screenToSvg(terminal.cells(), title));
			process.stdout.write(`${name}.svg\n`);
		}
	}
} finally {
	await stage.close();
}
