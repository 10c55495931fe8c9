import {mkdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {startTerminal, type Terminal} from '../../test/helpers/terminal.ts';
import type {Cleanup} from '../cleanup.ts';

export type LargeShareOptions = {
	/** A folder of so many folders with so many files each, as `writeTinyFiles` makes it. */
	readonly source: string;
	readonly folders: number;
	readonly filesPerFolder: number;
	/** An empty folder for what both dashboards keep. */
	readonly directory: string;
	readonly bootstrap: readonly string[];
	/** Path of the compiled command. */
	readonly ferry: string;
	readonly cleanup: Cleanup;
	readonly say: (line: string) => void;
};

/** What a person did, how long it took until it was seen, and the most memory that the dashboard had had by then. */
export type Measured = {readonly what: string; readonly seconds: number; readonly peakBytes: number};

/** As many milliseconds as anything here may take. */
const patience = 900_000;

/** Shares very many files in one dashboard, looks through them, and has a second dashboard see what is offered. */
export async function measureLargeShare({source, folders, filesPerFolder, directory, bootstrap, ferry, cleanup, say}: LargeShareOptions): Promise<readonly Measured[]> {
	const all: Measured[] = [];
	const open = async (person: string): Promise<Terminal> => {
		const home = path.join(directory, person);
		await mkdir(home, {recursive: true});
		return startTerminal(cleanup, [], {
			columns: 110, rows: 30, cwd: home, command: [process.execPath, ferry],
			env: {HOME: home, FERRY_STORE: path.join(directory, `state of ${person}`), FERRY_BOOTSTRAP: bootstrap.join(',')},
		});
	};

	const measure = async (what: string, terminal: Terminal, act: (() => void) | undefined, sight: Parameters<Terminal['waitFor']>[0]): Promise<void> => {
		const start = performance.now();
		act?.();
		await terminal.waitFor(sight, {milliseconds: patience});
		const measured = {what, seconds: (performance.now() - start) / 1000, peakBytes: await peakMemory(terminal.pid)};
		all.push(measured);
		say(`${what}: ${measured.seconds.toFixed(2)} s, ${Math.round(measured.peakBytes / 1_000_000)} MB`);
	};

	const keys = (terminal: Terminal, text: string) => () => {
		terminal.write(text);
	};

	const files = (folders * filesPerFolder).toLocaleString('en-US');
	const lastFolder = folderName(folders - 1);
	const ada = await open('ada');
	await ada.waitFor('help');
	await ada.press('s');
	await ada.waitFor('Share files or folders');
	await measure('see how much there is to share', ada, keys(ada, source), `${files} files`);
	await ada.press('enter');
	await ada.waitFor(/[█▀▄]{5}/v);
	await ada.press('escape');
	await measure('share it for the first time', ada, undefined, 'waiting');
	await ada.press('c');
	await ada.waitFor('Key sent');
	const key = ada.clipboard()!;
	const look = async (terminal: Terminal): Promise<void> => {
		await measure('open its files', terminal, keys(terminal, '\r'), folderName(0));
		await measure('open a folder', terminal, keys(terminal, '\u001B[C'), fileName(0));
		await measure('move to the last row that is read', terminal, keys(terminal, '\u001B[F'), screen => !screen.includes(fileName(0)));
		await terminal.press('home');
	};

	await look(ada);
	await search(ada, {measure, keys, lastFolder, filesPerFolder});
	const ben = await open('ben');
	await ben.waitFor('help');
	await ben.paste(key);
	await ben.waitFor(key.slice(0, 20));
	await measure('see what is offered', ben, keys(ben, '\r'), folderName(0));
	await measure('until its sum is known', ben, undefined, `All of it: ${files} files`);
	await ben.press('down');
	await measure('untick a folder', ben, keys(ben, ' '), `${((folders - 1) * filesPerFolder).toLocaleString('en-US')} of`);
	await measure('what that took the one who shares', ada, undefined, '');
	ben.write('\u0003');
	await ben.ended;
	ada.write('\u0003');
	await ada.ended;

	const again = await open('ada');
	await again.waitFor('help');
	await again.waitFor('reading');
	await measure('open its files while they are looked at again', again, keys(again, '\r'), folderName(0));
	await again.press('escape');
	await measure('start again, nothing has changed', again, undefined, 'waiting');
	again.write('\u0003');
	await again.ended;
	return all;
}

type Tools = {
	readonly measure: (what: string, terminal: Terminal, act: (() => void) | undefined, sight: Parameters<Terminal['waitFor']>[0]) => Promise<void>;
	readonly keys: (terminal: Terminal, text: string) => () => void;
	readonly lastFolder: string;
	readonly filesPerFolder: number;
};

/** Searches for one file that comes late, and presses keys meanwhile. */
async function search(terminal: Terminal, {measure, keys, lastFolder, filesPerFolder}: Tools): Promise<void> {
	const text = `${lastFolder}/${fileName(filesPerFolder - 1)}`;
	await terminal.press('/');
	const start = performance.now();
	await measure('filter: a key shows while it searches', terminal, keys(terminal, text.slice(0, 1)), `/ ${text.slice(0, 1)}`);
	for (let length = 2; length <= text.length; length++) {
		const begin = performance.now();
		terminal.write(text.slice(length - 1, length));
		await terminal.waitFor(`/ ${text.slice(0, length)}`.trimEnd(), {milliseconds: patience});
		longest = Math.max(longest, performance.now() - begin);
	}

	void start;
	await measure(`filter: the one late match (longest answer to a key ${Math.round(longest)} ms)`, terminal, undefined, '1 match ');
	await terminal.press('escape');
}

let longest = 0;

function folderName(index: number): string {
	return `folder ${String(index).padStart(4, '0')}`;
}

function fileName(index: number): string {
	return `file ${String(index).padStart(3, '0')}`;
}

/** The most resident memory that a process has had, in bytes. */
async function peakMemory(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/^VmHWM:\s+(?<size>\d+) kB$/mv.exec(status)!.groups!['size']) * 1024;
}
