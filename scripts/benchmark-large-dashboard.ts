/*
What very many files cost in a dashboard: `npm run benchmark:large -- [--files N]`, with N in thousands of them.

Two compiled dashboards in terminals of their own, on a DHT on loopback: one shares the files, looks through them and searches, the other one looks at what is offered. It takes some minutes for a million files, and 5 GB below the directory for temporary files.
*/
import {mkdtemp, rm} from 'node:fs/promises';
import {availableParallelism, cpus, tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {builtFerry} from '../test/helpers/built-ferry.ts';
import {createCleanup} from './cleanup.ts';
import {measureLargeShare} from './dashboard-benchmark/large-share.ts';
import {percentile} from './dashboard-benchmark/percentile.ts';
import {filesPerFolder, writeTinyFiles} from './dashboard-benchmark/write-tiny-files.ts';
import {startLocalDht} from './local-dht.ts';

const {values} = parseArgs({options: {files: {type: 'string', default: '1000000'}}});
const folders = Math.ceil(Number(values.files) / filesPerFolder);
const cleanup = createCleanup();
try {
	const ferry = builtFerry();
	const work = await mkdtemp(path.join(tmpdir(), 'ferry-large-dashboard-'));
	cleanup.after(async () => rm(work, {recursive: true, force: true}));
	const {bootstrap, close} = await startLocalDht();
	cleanup.after(close);
	const source = path.join(work, 'source');
	writeTinyFiles(source, folders);
	say(`Node.js ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model}, ${(folders * filesPerFolder).toLocaleString('en')} files\n`);
	say('|  |  | seconds | MB so far |\n| --- | --- | ---: | ---: |');
	const {answers} = await measureLargeShare({
		source, folders, directory: work, bootstrap, ferry, owner: cleanup,
		say({who, what, seconds, peakBytes}) {
			say(`| ${who} | ${what} | ${seconds.toFixed(2)} | ${Math.round(peakBytes / 1_000_000)} |`);
		},
	});
	say(`\nA key that is pressed while it searches shows after ${[50, 95].map(percent => `${percentile(answers, percent).toFixed(0)} ms (${percent} %)`).join(', ')}.`);
} finally {
	await cleanup.run();
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}
