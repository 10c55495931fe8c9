/*
How fast ferry is, beside what the layers below it reach in the same run: `npm run benchmark -- [--runs N] [--only CASE …] [--ceilings] [--markdown]`, or what very many files cost: `npm run benchmark -- --files N …`.

Both sides are processes of their own and talk over loopback. Machines drift, so all that is compared takes turns, and medians are printed.
*/
import {spawnSync} from 'node:child_process';
import {rmSync} from 'node:fs';
import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {availableParallelism, cpus, tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {buildFerry} from './build-ferry.ts';
import {type Case, cases, type Contender} from './benchmark/cases.ts';
import type {Measurement} from './benchmark/measurement.ts';
import {measureScale} from './benchmark/scale.ts';
import {startProcess} from './benchmark/start-process.ts';
import {table} from './benchmark/table.ts';
import {writeSource} from './benchmark/write-source.ts';
import {startLocalDht} from './local-dht.ts';

const {values: flags} = parseArgs({
	options: {
		runs: {type: 'string', default: '3'},
		only: {type: 'string', multiple: true, default: Object.keys(cases)},
		ceilings: {type: 'boolean', default: false},
		markdown: {type: 'boolean', default: false},
		files: {type: 'string', multiple: true, default: []},
	},
});

const chosen: Case[] = Object.entries(cases).filter(([name]) => flags.only.includes(name)).map(([, chosenCase]) => chosenCase);
const work = await mkdtemp(path.join(tmpdir(), 'ferry-benchmark-'));
const dht = await startLocalDht();

process.once('SIGINT', () => {
	rmSync(work, {recursive: true});
	process.exit(130);
});

try {
	if (!flags.ceilings) {
		say('compiling');
		buildFerry();
	}

	await warmUp();
	const run = flags.files.length > 0 ? scale : compare;
	await run();
} finally {
	await dht.close();
	await rm(work, {recursive: true});
}

/** Prints what the cases take, beside their ceilings. */
async function compare(): Promise<void> {
	const measurements = await measure();
	console.log(`Node.js ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model}, ${flags.runs === '1' ? 'one run' : `medians of ${flags.runs} runs`}, MB = 1,000,000 bytes\n`);
	for (const chosenCase of chosen) {
		const results = contendersOf(chosenCase).flatMap(contender => contender.rows.map(row => ({row, measurements: measurements.get(contender)!})));
		console.log(table(chosenCase, results, flags.markdown));
	}
}

/** Prints what shares of so many files each cost. */
async function scale(): Promise<void> {
	for (const files of flags.files.map(Number)) {
		const directory = path.join(work, `scale-${files}`);
		await mkdir(directory);
		console.log(await measureScale({
			files, bootstrap: dht.bootstrap, directory, say,
		}));
	}
}

/** All contenders in turn, run after run; every other run backwards. */
async function measure(): Promise<Map<Contender, Measurement[]>> {
	const measurements = new Map<Contender, Measurement[]>();
	const turns: Array<{contender: Contender; source: string; files: number}> = [];

	for (const [index, chosenCase] of chosen.entries()) {
		const source = await writeSource(chosenCase, path.join(work, `source-${index}`));
		turns.push(...contendersOf(chosenCase).map(contender => ({contender, source, files: chosenCase.files})));
	}

	for (let run = 0; run < Number(flags.runs); run++) {
		for (const [turn, {contender, source, files}] of (run % 2 === 0 ? turns : turns.toReversed()).entries()) {
			// Nobody pays for writing back an earlier copy.
			const directory = path.join(work, `run-${run}-${turn}`);
			await mkdir(directory);
			spawnSync('sync');
			say(`run ${run + 1} of ${flags.runs}: ${contender.rows[0]!.what}`);
			measurements.set(contender, [...measurements.get(contender) ?? [], await contender.run({bootstrap: dht.bootstrap, source, directory})]);
			// Large copies would have later ones take memory that the machine has never touched. Small ones stay until the end: ext4 avoids freed inodes for a while, which makes new files slow.
			if (files === 1) {
				await rm(directory, {recursive: true});
			}
		}
	}

	return measurements;
}

function contendersOf({contenders}: Case): readonly Contender[] {
	return flags.ceilings ? contenders.filter(({rows}) => !rows[0]!.isFerry) : contenders;
}

/** In a virtual machine, memory touched for the first time costs seconds a GiB. */
async function warmUp(): Promise<void> {
	say('warming up');
	await startProcess(['--eval', 'globalThis.kept = Array.from({length: 3}, () => Buffer.alloc(2 ** 30, 1))']).ended();
}

function say(what: string): void {
	if (process.stderr.isTTY) {
		process.stderr.write(`\r\u001B[K${what} …`);
	}
}
