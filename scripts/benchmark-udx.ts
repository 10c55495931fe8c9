/*
How fast our own UDX is beside the native one: `npm run benchmark:udx -- [--runs N] [--mebibytes N] [--only native-ours …]`.

Both ends are in this process and talk over loopback. Machines drift, so the pairings take turns, and each is compared with native to native of the same turn. In Deno, only ours to ours can be measured: `deno run -A scripts/benchmark-udx.ts --only ours-ours`.
*/
import {Buffer} from 'node:buffer';
import {createRequire} from 'node:module';
import process from 'node:process';
import {parseArgs} from 'node:util';
import type {UdxStream} from '../source/udx/stream.ts';
import {UDX} from '../source/udx/udx.ts';

const baseline = 'native-native';
const pairings = [baseline, 'ours-ours', 'ours-native', 'native-ours'];

const {values: flags} = parseArgs({
	options: {
		runs: {type: 'string', default: '5'},
		mebibytes: {type: 'string', default: '64'},
		only: {type: 'string', multiple: true, default: pairings},
	},
});

const host = '127.0.0.1';
const chunk = Buffer.alloc(65_536, 1);
const size = Number(flags.mebibytes) * 1024 * 1024;

const rates = new Map<string, number[]>(pairings.filter(pairing => flags.only.includes(pairing)).map(pairing => [pairing, []]));
for (let run = 0; run < Number(flags.runs); run++) {
	for (const [pairing, measured] of rates) {
		measured.push(await measure(pairing));
	}
}

say('| from, to | MB/s | beside native to native |');
say('| --- | ---: | ---: |');
for (const [pairing, measured] of rates) {
	const native = rates.get(baseline);
	const ratio = native ? median(measured.map((rate, run) => rate / native[run]!)).toFixed(2) : '–';
	say(`| ${pairing.replace('-', ' to ')} | ${median(measured).toFixed(0)} | ${ratio} |`);
}

/** Bytes per microsecond, which are megabytes per second, from the first write to the end at the reader. */
async function measure(pairing: string): Promise<number> {
	const [from, to] = pairing.split('-').map(kind => makeUdx(kind));
	const sockets = [from!.createSocket(), to!.createSocket()];
	for (const socket of sockets) {
		socket.bind(0, host);
	}

	const [writer, reader] = [from!.createStream(1), to!.createStream(2)];
	writer.connect(sockets[0]!, 2, sockets[1]!.address()!.port, host);
	reader.connect(sockets[1]!, 1, sockets[0]!.address()!.port, host);
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
	return size / microseconds;
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
