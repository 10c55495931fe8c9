/*
How fast our own UDX is beside the native one: `npm run benchmark:udx -- [--runs N] [--mebibytes N] [--only native-ours …]`, over loopback, or with `--link` over a link of 100 Mbit/s with a round trip of 50 ms (`--delay 25`, one way) that loses one packet of two hundred (`--loss 0.5`).

Both ends are in one process. Machines drift, so the pairings take turns, and each is compared with native to native of the same turn. The last is ours to ours in Deno, which runs this script for it.
*/
import {Buffer} from 'node:buffer';
import {spawn, spawnSync} from 'node:child_process';
import {createRequire} from 'node:module';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import type {UdxStream} from '../source/udx/stream.ts';
import {UDX} from '../source/udx/udx.ts';
import type {LinkOptions} from './udx-benchmark/link.ts';

const baseline = 'native-native';
const inDeno = 'deno';
const pairings = [baseline, 'ours-ours', 'ours-native', 'native-ours', inDeno];

const {values: flags} = parseArgs({
	options: {
		runs: {type: 'string', default: '5'},
		mebibytes: {type: 'string', default: '64'},
		only: {type: 'string', multiple: true, default: pairings},
		link: {type: 'boolean', default: false},
		delay: {type: 'string', default: '25'},
		loss: {type: 'string', default: '0.5'},
	},
});

const host = '127.0.0.1';
const chunk = Buffer.alloc(65_536, 1);
/** Bits a second. */
const linkRate = 100_000_000;
const size = Number(flags.mebibytes) * 1024 * 1024;

const rates = new Map<string, number[]>(pairings.filter(pairing => flags.only.includes(pairing)).map(pairing => [pairing, []]));
for (let run = 0; run < Number(flags.runs); run++) {
	for (const [pairing, measured] of rates) {
		measured.push(pairing === inDeno ? measureInDeno() : await measure(pairing));
	}
}

say(`| from, to | MB/s | beside native to native |${flags.link ? ' of the link’s rate |' : ''}`);
say(`| --- | ---: | ---: |${flags.link ? ' ---: |' : ''}`);
for (const [pairing, measured] of rates) {
	const native = rates.get(baseline);
	const ratio = native ? median(measured.map((rate, run) => rate / native[run]!)).toFixed(2) : '–';
	const ofLink = flags.link ? ` ${(median(measured) * 8_000_000 / linkRate).toFixed(2)} |` : '';
	say(`| ${pairing === inDeno ? 'ours to ours in Deno' : pairing.replace('-', ' to ')} | ${median(measured).toFixed(1)} | ${ratio} |${ofLink}`);
}

/** The same, of ours to ours, as this script prints it there: the median of three, as the first one compiles what the others of this process find compiled. */
function measureInDeno(): number {
	const bin = new URL('../node_modules/.bin/deno', import.meta.url);
	const link = flags.link ? ['--link', '--delay', flags.delay, '--loss', flags.loss] : [];
	const more = ['--runs', '3', '--only', 'ours-ours', '--mebibytes', flags.mebibytes, ...link];
	const {stdout} = spawnSync(fileURLToPath(bin), ['run', '--allow-all', '--no-remote', '--quiet', fileURLToPath(import.meta.url), ...more], {
		encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'],
	});
	return Number((/^\| ours to ours \| (?<rate>[\d.]+)/mv.exec(stdout))?.groups?.['rate']);
}

/** Bytes per microsecond, which are megabytes per second, from the first write to the end at the reader. */
async function measure(pairing: string): Promise<number> {
	const [from, to] = pairing.split('-').map(kind => makeUdx(kind));
	const sockets = [from!.createSocket(), to!.createSocket()];
	for (const socket of sockets) {
		socket.bind(0, host);
	}

	const near = sockets.map(socket => socket.address()!.port);
	const link = flags.link ? await openLink(near) : {ports: near.toReversed(), close: () => undefined};
	const [writer, reader] = [from!.createStream(1), to!.createStream(2)];
	writer.connect(sockets[0]!, 2, link.ports[0]!, host);
	reader.connect(sockets[1]!, 1, link.ports[1]!, host);
	reader.resume();
	writer.resume();
	const ends = [happens(writer, 'close'), happens(reader, 'close')];
	const start = performance.now();
	for (let written = 0; written < size; written += chunk.length) {
		if (!writer.write(chunk)) {
			await happens(writer, 'drain');
		}
	}

	writer.end();
	await happens(reader, 'end');
	const microseconds = (performance.now() - start) * 1000;
	reader.end();
	await Promise.all(ends);
	await Promise.all(sockets.map(async socket => socket.close()));
	link.close();
	return size / microseconds;
}

type Link = {
	/** Where the first finds the second, and the second the first. */
	readonly ports: readonly number[];
	readonly close: () => unknown;
};

/** A process of its own, and of Node.js even when Deno is measured: what it does is nothing that either end should wait for. */
async function openLink(ports: readonly number[]): Promise<Link> {
	const options: LinkOptions = {
		rate: linkRate, delay: Number(flags.delay), loss: Number(flags.loss), queue: 50,
	};
	const [node, script] = ['../node_modules/.bin/node', 'udx-benchmark/link.ts'].map(file => fileURLToPath(new URL(file, import.meta.url)));
	const child = spawn(node!, [script!, JSON.stringify(options), ...ports.map(String)], {stdio: ['pipe', 'pipe', 'inherit']});
	const line = await new Promise<string>(resolve => {
		child.stdout.setEncoding('utf8').once('data', resolve);
	});
	return {
		ports: line.trim().split(' ').map(Number),
		close: () => child.stdin.end(),
	};
}

function makeUdx(kind: string): UDX {
	if (kind === 'ours') {
		return new UDX();
	}

	// Only now: where it can't run it must not even be looked at.
	// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- It has the same interface, but no types.
	const Native = createRequire(import.meta.url)('udx-native') as typeof UDX;
	return new Native();
}

async function happens(stream: UdxStream, event: 'drain' | 'end' | 'close'): Promise<void> {
	return new Promise(resolve => {
		stream.once(event, () => {
			resolve();
		});
	});
}

function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}
