import {mkdir, readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {startTerminal} from '../../test/helpers/terminal.ts';
import {startProcess} from '../benchmark/start-process.ts';
import {createCleanup} from '../cleanup.ts';
import {answerTimes} from './answer-times.ts';

export type Turn = {
	readonly key: string;
	/** A folder of this turn's own. */
	readonly directory: string;
	readonly bootstrap: readonly string[];
	/** Path of the compiled command. */
	readonly ferry: string;
	/** Resolves when the sharer has heard that everything was delivered. */
	readonly delivered: Promise<void>;
};

export type Result = {
	/** From the first byte on the disk until the sharer has heard that all was delivered. */
	readonly seconds: number;
	/** Milliseconds, key by key; none without a dashboard. */
	readonly answers: readonly number[];
};

/** How often it is looked whether something has arrived, in milliseconds. */
const interval = 20;

/** Receives with `ferry get --quiet`. */
export async function receiveQuietly({key, directory, bootstrap, ferry, delivered}: Turn): Promise<Result> {
	const {place, store} = await placesOf(directory);
	const get = startProcess([ferry, 'get', key, path.join(place, 'copy'), '--yes', '--quiet', '--store', store, ...bootstrap.flatMap(node => ['--bootstrap', node])]);
	try {
		const start = await firstByte(place);
		await delivered;
		const end = performance.now();
		await get.ended();
		return {seconds: (end - start) / 1000, answers: []};
	} finally {
		await get.stop();
	}
}

/** Receives in the dashboard, where keys are pressed meanwhile. */
export async function receiveInDashboard({key, directory, bootstrap, ferry, delivered}: Turn): Promise<Result> {
	const {place, store, home} = await placesOf(directory);
	const cleanup = createCleanup();
	try {
		const terminal = startTerminal(cleanup, [], {
			columns: 120, rows: 40, cwd: place, command: [process.execPath, ferry], env: {HOME: home, FERRY_STORE: store, FERRY_BOOTSTRAP: bootstrap.join(',')},
		});
		await terminal.paste(key);
		await terminal.press('enter');
		await terminal.waitFor('file-00');
		const started = firstByte(place);
		await terminal.press('enter');
		const start = await started;
		await terminal.press('home', 'enter', '1');
		await terminal.waitFor('file-00');

		const end = new AbortController();
		const answers = answerTimes(terminal, end.signal);
		try {
			await Promise.race([delivered, answers]);
			const seconds = (performance.now() - start) / 1000;
			end.abort();
			return {seconds, answers: await answers};
		} finally {
			end.abort();
		}
	} finally {
		await cleanup.run();
	}
}

async function placesOf(directory: string): Promise<{readonly place: string; readonly store: string; readonly home: string}> {
	const place = path.join(directory, 'place');
	await mkdir(place, {recursive: true});
	// Node.js keeps compiled modules below the user's home, which are not what arrives.
	return {place, store: path.join(directory, 'store'), home: path.join(directory, 'home')};
}

/** When the first bytes were on the disk, as `performance.now()` has it. */
async function firstByte(place: string): Promise<number> {
	for (;;) {
		for (const entry of await readdir(place, {recursive: true, withFileTypes: true})) {
			if (entry.isFile() && await allocatedBytes(path.join(entry.parentPath, entry.name)) > 0) {
				return performance.now();
			}
		}

		await delay(interval);
	}
}

/** Parts have their whole length from the start. */
async function allocatedBytes(file: string): Promise<number> {
	try {
		const {blocks} = await stat(file);
		return blocks * 512;
	} catch {
		// It has just got its name.
		return 0;
	}
}
