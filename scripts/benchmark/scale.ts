import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseEvent} from '../parse-event.ts';
import {startProcess, type MeasuredProcess, type Usage} from './start-process.ts';
import {median} from './table.ts';

export type ScaleOptions = {
	readonly files: number;
	readonly bootstrap: readonly string[];
	/** An empty folder: what is shared and the state of both sides go there. */
	readonly directory: string;
	readonly say: (what: string) => void;
};

type Step = {readonly what: string; readonly seconds: number; readonly usage: Usage};

const filesPerFolder = 1000;
const changes = 5;
const cli = fileURLToPath(new URL('../../distribution/cli.js', import.meta.url));

/** What a share of very many files costs, each of them empty or tiny. Returns lines of Markdown. */
export async function measureScale({files, bootstrap, directory, say}: ScaleOptions): Promise<string> {
	const source = path.join(directory, 'source');
	say(`writing ${files} files`);
	writeFiles(source, files);
	const network = bootstrap.flatMap(node => ['--bootstrap', node]);
	const share = (): MeasuredProcess => startProcess([cli, 'share', source, '--json', ...network, '--store', path.join(directory, 'sharer')]);

	say('sharing for the first time');
	const first = share();
	const key = await first.line(line => {
		const event = parseEvent(line);
		return event.type === 'announced' ? event.key : undefined;
	});
	const steps: Step[] = [{what: 'first share', seconds: await untilVersion(first), usage: await first.stop()}];

	say('sharing again');
	const again = share();
	steps.push({what: 'share again, nothing has changed', seconds: await untilVersion(again), usage: await again.stop()});

	say('changing a file');
	const watching = share();
	await untilVersion(watching);
	steps.push(await changeFiles(`one file changed (the median of ${changes} others; 0.4 s of it wait for the writer)`, {source, files, first: 0}, watching, async () => untilVersion(watching)));

	say('following');
	const following = startProcess([cli, 'get', key, path.join(directory, 'received'), '--live', '--yes', '--json', ...network, '--store', path.join(directory, 'follower')]);
	const untilReceived = async (): Promise<number> => following.line(line => parseEvent(line).type === 'received' ? following.age() : undefined);
	const received: Step = {what: 'receive everything', seconds: await untilReceived(), usage: following.usage()};
	steps.push(received, await changeFiles('one file changed, until it is received with --live', {source, files, first: changes}, following, untilReceived));
	await following.stop();

	const list = async (what: string, ...wanted: string[]): Promise<void> => {
		say(what);
		const ls = startProcess([cli, 'ls', key, ...wanted, '--quiet', ...network, '--store', path.join(directory, 'receiver')]);
		const usage = await ls.ended();
		steps.push({what, seconds: ls.age(), usage});
	};

	await list('list one folder from a peer', folderName(1));
	await list('list everything from a peer');
	await watching.stop();
	return [
		`### ${files.toLocaleString('en')} files, empty or tiny\n`,
		'|  | seconds | CPU s | MB |',
		'| --- | ---: | ---: | ---: |',
		...steps.map(({what, seconds, usage}) => `| ${what} | ${seconds.toPrecision(3)} | ${usage.cpuSeconds.toPrecision(3)} | ${Math.round(usage.peakBytes / 1_000_000)} |`),
		'',
	].join('\n');
}

type Changes = {readonly source: string; readonly files: number; readonly first: number};

/** Changes a file after the other, in folders far from each other: each is in a block with others that have not changed yet. */
async function changeFiles(what: string, {source, files, first}: Changes, measured: MeasuredProcess, untilDone: () => Promise<number>): Promise<Step> {
	const before = measured.usage().cpuSeconds;
	const folders = Math.max(1, Math.floor(files / filesPerFolder));
	const times: number[] = [];
	for (let change = first; change < first + changes; change++) {
		const start = performance.now();
		writeFileSync(path.join(source, folderName(Math.floor(folders * change / (2 * changes))), `file ${7 + (10 * change)}`), `changed ${change}`);
		await untilDone();
		times.push((performance.now() - start) / 1000);
	}

	const {cpuSeconds, peakBytes} = measured.usage();
	return {what, seconds: median(times), usage: {cpuSeconds: (cpuSeconds - before) / changes, peakBytes}};
}

/** Resolves with the age of the process when it has published a version. */
async function untilVersion(share: MeasuredProcess): Promise<number> {
	return share.line(line => parseEvent(line).type === 'version' ? share.age() : undefined);
}

function writeFiles(source: string, files: number): void {
	for (let index = 0; index < files; index++) {
		const folder = path.join(source, folderName(Math.floor(index / filesPerFolder)));
		if (index % filesPerFolder === 0) {
			mkdirSync(folder, {recursive: true});
		}

		writeFileSync(path.join(folder, `file ${index % filesPerFolder}`), index % 10 === 0 ? '' : `content of file ${index}`);
	}
}

function folderName(index: number): string {
	return `folder ${String(index).padStart(5, '0')}`;
}
