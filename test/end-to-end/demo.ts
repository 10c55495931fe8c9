import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {readdir, readFile} from 'node:fs/promises';
import process from 'node:process';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How lines look that say how far it is: how many of them there are depends on the computer. */
const progress = [
	/^ {2}making a folder to send …$/v,
	/^ {2}share: # % read$/v,
	/^ {2}share: # % read · get: # %, # of # files, SPEED$/v,
	/^ {2}comparing both folders …$/v,
];

test('the demo ends well with equal folders, leaves nothing behind, and looks as its picture in the README', async t => {
	const folder = await temporaryFolder(t);
	// What `npm run demo` runs: npm itself keeps a cache in the folder for temporary files.
	const {scripts}: {readonly scripts: Readonly<Record<string, string>>} = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
	const [, ...command] = scripts['demo']!.split(' ');
	const {stdout} = await promisify(execFile)(process.execPath, command, {cwd: root, env: {...process.env, TMPDIR: folder, NO_COLOR: '1'}});
	assert.match(stdout, /^ {2}compared +[\d,]+ entries: both folders are equal in names, contents, times, permissions and links$/mv);
	assert.deepEqual(await readdir(folder), []);

	const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
	const picture = /<!-- demo -->\n\n```\n(?<lines>.*?)```\n\n<!-- \/demo -->/sv.exec(readme)!.groups!['lines']!;
	const [shown, seen] = [shapeOf(picture), shapeOf(stdout)];
	assert.deepEqual(shown.lasting, seen.lasting);
	for (const line of [...shown.passing, ...seen.passing]) {
		assert.ok(progress.some(shape => shape.test(line)), line);
	}

	assert.ok(shown.passing.length > 0 && seen.passing.length > 0);
});

type Shape = {
	/** What is said each time. */
	readonly lasting: readonly string[];
	/** What is said of how far it is. */
	readonly passing: readonly string[];
};

/** The lines of an output without what differs from one run to the next. */
function shapeOf(output: string): Shape {
	const lines = output.trim().split('\n').map(line => line
		.replaceAll(/ferry1[a-z\d]+/gv, 'KEY')
		.replaceAll(/[\d,.]+ [kMG]?B\/s/gv, 'SPEED')
		.replaceAll(/[\d,.]+ [kMG]?B/gv, 'SIZE')
		.replaceAll(/(?:\d+m )?[\d.]+m?s\b/gv, 'TIME')
		.replaceAll(/\d[\d,]*(?:\.\d+)?/gv, '#'));
	const isPassing = (line: string): boolean => line.endsWith('…') || /^ {2}share: /v.test(line);
	return {lasting: lines.filter(line => !isPassing(line)), passing: lines.filter(line => isPassing(line))};
}
