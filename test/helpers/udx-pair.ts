import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {createRequire} from 'node:module';
import type {TestContext} from 'node:test';
import type {UdxSocket} from '../../source/udx/socket.ts';
import type {UdxStream} from '../../source/udx/stream.ts';
import type {StreamOptions} from '../../source/udx/stream-options.ts';
import {UDX} from '../../source/udx/udx.ts';
import {LossyProxy, type LossyOptions} from './lossy-proxy.ts';
import {isDeno} from './runtime.ts';

const require = createRequire(import.meta.url);

export type UdxKind = 'native' | 'ours';

/** Both have the same interface, so the tests know only that. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- The native one has no types.
const makers: Readonly<Record<UdxKind, typeof UDX>> = {native: require('udx-native') as typeof UDX, ours: UDX};

/** Those that this runtime has: calling the native one ends Deno. */
export const udxKinds: readonly UdxKind[] = isDeno ? ['ours'] : ['native', 'ours'];

const pairings: ReadonlyArray<readonly [UdxKind, UdxKind]> = [['native', 'native'], ['ours', 'ours'], ['ours', 'native'], ['native', 'ours']];

/** Who writes, who reads. */
export const udxPairs: typeof pairings = pairings.filter(pair => pair.every(kind => udxKinds.includes(kind)));

export function makeUdx(kind: UdxKind): UDX {
	return new makers[kind]();
}

export type UdxEnd = {
	readonly udx: UDX;
	readonly socket: UdxSocket;
	readonly port: number;
};

const host = '127.0.0.1';

/** A UDX with a socket on loopback, which is closed when the test has ended, after its streams. */
export function openEnd(t: TestContext, kind: UdxKind): UdxEnd {
	const udx = makeUdx(kind);
	const socket = udx.createSocket();
	socket.bind(0, host);
	t.after(async () => {
		for (const stream of socket.streams) {
			stream.destroy();
		}

		await socket.close();
	});
	return {udx, socket, port: socket.address()!.port};
}

export type UdxPair = {
	readonly ends: readonly [UdxEnd, UdxEnd];
	readonly streams: readonly [UdxStream, UdxStream];
	readonly proxy: LossyProxy;
};

/** Two ends with a stream between them, through a proxy that is as bad as asked for. */
export async function connectPair(t: TestContext, [first, second]: readonly [UdxKind, UdxKind], link?: LossyOptions): Promise<UdxPair> {
	const ends = [openEnd(t, first), openEnd(t, second)] as const;
	const proxy = await LossyProxy.open(t, link ?? {});
	const [toSecond, toFirst] = link ? proxy.connect(ends[0].port, ends[1].port) : [ends[1].port, ends[0].port];
	return {ends, streams: connectStreams(ends, [toSecond, toFirst]), proxy};
}

/** A stream that may break when its test is over. */
export function createStream({udx}: UdxEnd, id: number, options?: StreamOptions): UdxStream {
	const stream = udx.createStream(id, options);
	stream.on('error', () => undefined);
	return stream;
}

let lastId = 0;

/** One more stream between two ends. */
export function connectStreams(ends: readonly [UdxEnd, UdxEnd], [toSecond, toFirst]: readonly [number, number] = [ends[1].port, ends[0].port]): readonly [UdxStream, UdxStream] {
	const ids = [++lastId, ++lastId] as const;
	const streams = [createStream(ends[0], ids[0]), createStream(ends[1], ids[1])] as const;
	streams[0].connect(ends[0].socket, ids[1], toSecond, host);
	streams[1].connect(ends[1].socket, ids[0], toFirst, host);
	return streams;
}

/** Writes bytes whose values tell where they belong, and waits where it is asked to. */
export async function writePattern(stream: UdxStream, size: number): Promise<void> {
	const chunkSize = 65_536;
	for (let offset = 0; offset < size; offset += chunkSize) {
		if (!stream.write(pattern(offset, Math.min(chunkSize, size - offset)))) {
			await once(stream, 'drain');
		}
	}
}

/** Reads to the end; gives how many bytes came, or throws at the first wrong one. */
export async function readPattern(stream: UdxStream): Promise<number> {
	let size = 0;
	return new Promise((resolve, reject) => {
		onBytes(stream, bytes => {
			if (!bytes.equals(pattern(size, bytes.length))) {
				reject(new Error(`Wrong bytes somewhere from ${size}`));
			}

			size += bytes.length;
		});
		stream.once('end', () => {
			resolve(size);
		});
		stream.once('error', reject);
	});
}

/** Calls for all that a stream reads. */
export function onBytes(stream: UdxStream, take: (bytes: Buffer) => void): void {
	stream.on('data', data => {
		assert.ok(Buffer.isBuffer(data));
		take(data);
	});
}

/** Resolves when a stream has closed, with its error's code if there was one. */
export async function closed(stream: UdxStream): Promise<string | undefined> {
	return new Promise(resolve => {
		let code: string | undefined;
		stream.on('error', (error: NodeJS.ErrnoException) => {
			code = error.code ?? error.message;
		});
		stream.once('close', () => {
			resolve(code);
		});
	});
}

/** Resolves when a stream says so. */
export async function once(stream: UdxStream, event: 'drain' | 'end' | 'close' | 'connect'): Promise<void> {
	return new Promise(resolve => {
		stream.once(event, () => {
			resolve();
		});
	});
}

const period = 65_521;
const patternBytes = Buffer.from(Uint8Array.from({length: 2 * period}, (_, index) => ((index % period) * 31) ^ ((index % period) >>> 8)));

/** The period is prime: whatever is lost, doubled or exchanged shows. */
function pattern(offset: number, size: number): Buffer {
	const start = offset % period;
	return start + size <= patternBytes.length ? patternBytes.subarray(start, start + size) : Buffer.concat([patternBytes.subarray(start, start + period), pattern(offset + period, size - period)]);
}
