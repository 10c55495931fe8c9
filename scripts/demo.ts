/*
What ferry does, on this machine alone: a folder goes from one process to another through a DHT on loopback. `npm run demo`.

Ends with exit code 0 only when both folders are equal, and leaves nothing behind.
*/
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type {FerryEvent} from '../source/app/events.ts';
import {
	count, duration, percent, size, speed,
} from '../source/base/format.ts';
import {occasionalLines, redrawnLine} from '../source/output/progress-line.ts';
import {choosePaint} from '../source/output/style.ts';
import {compareFolders} from './compare-folders.ts';
import {diskUsage} from './demo/disk-usage.ts';
import {type RunningFerry, startFerry} from './demo/start-ferry.ts';
import {startLocalDht} from './local-dht.ts';
import {writeSampleFolder} from './sample-folder.ts';

type EventOf<Type extends FerryEvent['type']> = Extract<FerryEvent, {readonly type: Type}>;

const paint = choosePaint(process.stdout, process.env);
const now = () => performance.now();
const progress = process.stdout.isTTY
	? redrawnLine({stream: process.stdout, now})
	// A line a second: made for hours, it would show one in all of a demo.
	: occasionalLines({stream: process.stdout, now: () => now() * 10});
const interruption = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => {
		interruption.abort(new Error('Interrupted'));
		void stopAll();
	});
}

const work = await mkdtemp(path.join(tmpdir(), 'ferry-demo-'));
const running: RunningFerry[] = [];
const dht = await startLocalDht();

try {
	process.exitCode = await demonstrate();
} catch (error) {
	progress.clear();
	const {reason} = interruption.signal;
	const cause = interruption.signal.aborted ? reason : error;
	say(`\n  ${paint('bad', cause instanceof Error ? cause.message : String(cause))}\n`);
	process.exitCode = interruption.signal.aborted ? 130 : 1;
} finally {
	await stopAll();
	await dht.close();
	await rm(work, {recursive: true, force: true});
}

async function demonstrate(): Promise<number> {
	const folder = path.join(work, 'folder');
	const copy = path.join(work, 'copy');

	say('\nA folder goes from one process to another. Nothing leaves this machine.\n');
	progress.show('  making a folder to send …');
	await writeSampleFolder(folder);
	interruption.signal.throwIfAborted();
	progress.clear();

	say(`  ${faint('# the network: six DHT nodes on 127.0.0.1')}`);
	say(`  ${faint('# the folder: a large file, thousands of small ones, odd names, a symlink, an empty folder')}`);

	const start = performance.now();
	const share = await startShare(folder);
	const received = await Promise.race([get(share, copy), share.failed]);
	const milliseconds = performance.now() - start;

	await stopAll();
	progress.show('  comparing both folders …');
	const {entries, bytes, differences} = await compareFolders(folder, copy);
	interruption.signal.throwIfAborted();
	progress.clear();

	say('');
	fact('sent', `${count(received.files, 'file')}, ${size(bytes)} in ${duration(milliseconds)} ${faint('from the start of share to the end of get')}, ${speed(bytes / milliseconds * 1000)}`);
	fact('kept by share', await stateText('sharer', bytes));
	fact('kept by get', await stateText('receiver', bytes));

	if (differences.length > 0) {
		fact('compared', paint('bad', `${count(differences.length, 'difference')} in ${count(entries, 'entry', 'entries')}`));
		say(differences.slice(0, 10).map(difference => `    ${difference}`).join('\n'));
		return 1;
	}

	fact('compared', `${count(entries, 'entry', 'entries')}: ${paint('good', 'both folders are equal')} ${faint('in names, contents, times, permissions and links')}\n`);
	return 0;
}

type Share = {
	readonly key: string;
	/** How far it is. */
	readonly progress: () => string;
	/** Rejects when it ends, as it should not before it is told to. */
	readonly failed: Promise<never>;
};

/** Starts the sharer and returns when others can find it. */
async function startShare(folder: string): Promise<Share> {
	let read = percent(0, 1);
	let announce!: (key: string) => void;
	const announced = new Promise<string>(resolve => {
		announce = resolve;
	});

	command('ferry share folder');
	const ferry = start('sharer', ['share', folder], event => {
		if (event.type === 'reading') {
			read = percent(event.bytes, event.totalBytes);
			progress.show(`  share: ${read} read`);
		} else if (event.type === 'announced') {
			announce(event.key);
		}
	});
	const failed = ferry.ended.then(() => {
		throw new Error('ferry share ended by itself');
	});
	const key = await Promise.race([announced, failed]);
	progress.clear();
	say(`  ${key}`);

	return {key, progress: () => `share: ${read} read`, failed};
}

/** Runs the receiver to its end. */
async function get(share: Share, copy: string): Promise<EventOf<'received'>> {
	let received: EventOf<'received'> | undefined;

	command(`ferry get ${share.key.slice(0, 12)}… copy`);
	const ferry = start('receiver', ['get', share.key, copy, '--yes'], event => {
		if (event.type === 'receiving') {
			const files = `${event.files.toLocaleString('en-US')} of ${count(event.totalFiles, 'file')}`;
			progress.show(`  ${share.progress()} · get: ${percent(event.bytes, event.totalBytes)}, ${files}, ${speed(event.bytesPerSecond)}`);
		} else if (event.type === 'received') {
			received = event;
		}
	});
	await ferry.ended;
	progress.clear();

	if (!received) {
		throw new Error('ferry get ended without saying what it received');
	}

	return received;
}

async function stopAll(): Promise<void> {
	await Promise.all(running.map(async ferry => ferry.stop()));
}

function start(side: string, arguments_: readonly string[], onEvent: (event: FerryEvent) => void): RunningFerry {
	interruption.signal.throwIfAborted();
	const ferry = startFerry([...arguments_, '--store', path.join(work, side), ...dht.bootstrap.flatMap(node => ['--bootstrap', node])], onEvent);
	running.push(ferry);
	return ferry;
}

async function stateText(side: string, bytes: number): Promise<string> {
	const used = await diskUsage(path.join(work, side));

	return `${size(used)} of state, ${(used * 100 / bytes).toFixed(1)} % of what was shared`;
}

function command(text: string): void {
	say(`\n  ${faint('$')} ${text}`);
}

function fact(name: string, text: string): void {
	say(`  ${name.padEnd(15)}${text}`);
}

function faint(text: string): string {
	return paint('faint', text);
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
