import {mkdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {
	type Owner, type Sight, startTerminal, type Terminal,
} from '../../test/helpers/terminal.ts';
import {fileName, filesPerFolder, folderName} from './write-tiny-files.ts';

export type LargeShareOptions = {
	/** What `writeTinyFiles` has written. */
	readonly source: string;
	readonly folders: number;
	/** An empty folder for what both dashboards keep. */
	readonly directory: string;
	readonly bootstrap: readonly string[];
	/** Path of the compiled command. */
	readonly ferry: string;
	readonly owner: Owner;
	readonly say: (measured: Measured) => void;
};

/** What somebody did, how long it took until it was seen, and the most memory that the dashboard had had by then. */
export type Measured = {readonly who: Person; readonly what: string; readonly seconds: number; readonly peakBytes: number};

export type Person = 'sharer' | 'receiver';

export type LargeShare = {
	readonly steps: readonly Measured[];
	/** Milliseconds from each key that was pressed during a search until the screen showed it. */
	readonly answers: readonly number[];
};

/** In milliseconds: what takes longer has failed. */
const patience = 1_800_000;

/** Has one dashboard share very many files and look through them, a second one see what is offered, and the first one start again. */
export async function measureLargeShare(options: LargeShareOptions): Promise<LargeShare> {
	const {source, folders, say} = options;
	const steps: Measured[] = [];
	const measureFor = (who: Person, terminal: Terminal): Measure => async (what, sight, keys = '') => {
		const start = performance.now();
		terminal.write(keys);
		await terminal.waitFor(sight, {milliseconds: patience});
		const measured = {
			who, what, seconds: (performance.now() - start) / 1000, peakBytes: await peakMemory(terminal.pid),
		};
		steps.push(measured);
		say(measured);
	};

	const ada = await openDashboard('ada', options);
	const sharer = measureFor('sharer', ada);
	await ada.press('s');
	await ada.waitFor('Share files or folders');
	await sharer('see how much there is to share', `${count(folders)} files`, source);
	await ada.press('enter');
	await ada.waitFor(/[█▀▄]{5}/v);
	await ada.press('escape');
	await sharer('share it for the first time', 'waiting');
	await ada.press('c');
	await ada.waitFor('Key sent');
	const key = ada.clipboard()!;
	await sharer('see its files', folderName(0), enter);
	await sharer('open a folder', fileName(0), right);
	await sharer('move to the last row that is read', screen => !screen.includes(fileName(0)), end);
	await ada.press('home');
	await ada.press('/');
	const answers = await search(ada, sharer, folders);

	const ben = await openDashboard('ben', options);
	const receiver = measureFor('receiver', ben);
	await ben.paste(key);
	await ben.waitFor(key.slice(0, 20));
	await receiver('see what is offered', folderName(0), enter);
	await receiver('know all of it', `All of it: ${count(folders)} files`);
	await ben.press('down');
	await receiver('leave a folder out', `${count(folders - 1)} of`, ' ');
	await sharer('have others look at it', '');
	await quit(ben);
	await quit(ada);

	const again = await openDashboard('ada', options);
	const restarted = measureFor('sharer', again);
	await again.waitFor(path.basename(source));
	await restarted('see its files right after a new start', folderName(0), enter);
	await again.press('escape');
	await restarted('look whether anything has changed meanwhile', 'waiting');
	await quit(again);
	return {steps, answers};
}

type Measure = (what: string, sight: Sight, keys?: string) => Promise<void>;

const enter = '\r';
const right = '\u{1B}[C';
const end = '\u{1B}[F';

/** Searches for one file that comes last, as somebody types: each key begins a search anew while the one before it goes on. */
async function search(terminal: Terminal, measure: Measure, folders: number): Promise<readonly number[]> {
	const text = `${folderName(folders - 1)}/${fileName(filesPerFolder - 1)}`;
	const answers: number[] = [];
	for (let length = 1; length <= text.length; length++) {
		const start = performance.now();
		terminal.write(text.slice(length - 1, length));
		await terminal.waitFor(`/ ${text.slice(0, length)}`.trimEnd(), {milliseconds: patience});
		answers.push(performance.now() - start);
	}

	await measure('find the one file that comes last', '1 match ');
	await terminal.press('escape');
	return answers;
}

async function openDashboard(person: string, {directory, bootstrap, ferry, owner}: LargeShareOptions): Promise<Terminal> {
	const home = path.join(directory, person);
	await mkdir(home, {recursive: true});
	const terminal = startTerminal(owner, [], {
		columns: 110, rows: 30, cwd: home, command: [process.execPath, ferry],
		env: {HOME: home, FERRY_STORE: path.join(directory, `state of ${person}`), FERRY_BOOTSTRAP: bootstrap.join(',')},
	});
	await terminal.waitFor('help');
	return terminal;
}

async function quit(terminal: Terminal): Promise<void> {
	terminal.write('\u0003');
	await terminal.ended;
}

function count(folders: number): string {
	return (folders * filesPerFolder).toLocaleString('en-US');
}

/** The most resident memory that a process has had, in bytes. */
async function peakMemory(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/^VmHWM:\s+(?<size>\d+) kB$/mv.exec(status)!.groups!['size']) * 1024;
}
