/*
What it takes a sharer to read a large file so that its next version can be compared with it, beside plain blocks of a fixed size: `node scripts/benchmark-delta.ts [--size MiB] [--runs N]`.

The runs alternate, on the same file, which is in the system's cache. Then the same file is read as if it were the next version of itself, and of others: with one byte more at its start, with every block changed, and with nothing in common.
*/
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {
	closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {isMainThread, parentPort, Worker} from 'node:worker_threads';
import crypto from 'hypercore-crypto';
import {defaultBlockSize as blockSize} from '../source/feed/limits.ts';
import {BlockHasher} from '../source/storage/block-hasher.ts';
import {markOf} from '../source/storage/block-mark.ts';
import type {OldBlocks} from '../source/storage/old-blocks.ts';
import {median} from './benchmark/table.ts';
import {pseudoRandomBytes} from './sample-folder.ts';

const mebibyte = 1024 * 1024;

if (isMainThread) {
	await compare();
} else {
	parentPort!.on('message', (place: string) => {
		parentPort!.postMessage(hashPlainly(place));
	});
}

async function compare(): Promise<void> {
	const {values: {size, runs}} = parseArgs({
		options: {size: {type: 'string', default: '128'}, runs: {type: 'string', default: '7'}},
	});
	const work = mkdtempSync(path.join(tmpdir(), 'ferry-delta-'));
	const plain = new Worker(fileURLToPath(import.meta.url));
	const hasher = new BlockHasher(blockSize);
	try {
		const place = path.join(work, 'file');
		const bytes = Number(size) * mebibyte;
		writeLarge(place, bytes, '');
		const times: Record<'plain' | 'ferry', number[]> = {plain: [], ferry: []};
		for (let run = 0; run <= Number(runs); run++) {
			const seconds = {plain: await timePlain(plain, place), ferry: (await timeFerry(hasher, place, bytes)).seconds};
			// The first reads the modules as well.
			if (run > 0) {
				times.plain.push(seconds.plain);
				times.ferry.push(seconds.ferry);
			}
		}

		const ratio = median(times.plain.map((seconds, index) => seconds / times.ferry[index]!));
		const speedOf = (seconds: readonly number[]): string => `${Math.round(bytes / median(seconds) / 1e6)} MB/s`;
		console.log(`Node.js ${process.versions.node}, ${size} MiB, medians of ${runs} runs, MB = 1,000,000 bytes`);
		console.log(`a new file: plain blocks ${speedOf(times.plain)}, ferry ${speedOf(times.ferry)}: ${ratio.toFixed(2)} of the speed`);
		const old = oldBlocks(place);
		const others = {
			'the same': place, 'with one byte more': `${place} 1`, 'with every block changed': `${place} 2`, 'with nothing in common': `${place} 3`,
		};
		writeLarge(others['with one byte more'], bytes, '!');
		writeChanged(place, others['with every block changed']);
		writeLarge(others['with nothing in common'], bytes, '', 'other');
		for (const [name, next] of Object.entries(others)) {
			const {seconds, appended} = await timeFerry(hasher, next, bytes + (name === 'with one byte more' ? 1 : 0), old);
			console.log(`its next version, ${name}: ${speedOf([seconds])}, ${appended} bytes of it are new`);
		}
	} finally {
		await plain.terminate();
		await hasher.close();
		rmSync(work, {recursive: true});
	}
}

async function timePlain(worker: Worker, place: string): Promise<number> {
	const start = performance.now();
	await new Promise(resolve => {
		worker.once('message', resolve);
		worker.postMessage(place);
	});
	return (performance.now() - start) / 1000;
}

async function timeFerry(hasher: BlockHasher, place: string, size: number, old?: OldBlocks): Promise<{readonly seconds: number; readonly appended: number}> {
	const start = performance.now();
	let appended = 0;
	for await (const run of hasher.hash({
		place, start: 0, size, old, mostExtents: size / blockSize,
	})) {
		for (const block of 'blocks' in run ? run.blocks : []) {
			appended += 'bytes' in block ? block.byteLength : 0;
		}
	}

	return {seconds: (performance.now() - start) / 1000, appended};
}

/** Reads a file block by block, and hashes the whole and each block: the least that a sharer has to do. */
function hashPlainly(place: string): Uint8Array {
	const hash = createHash('sha256');
	const leaves: Uint8Array[] = [];
	for (const block of blocksOf(place)) {
		hash.update(block);
		leaves.push(crypto.data(block));
	}

	return Buffer.concat([hash.digest(), ...leaves]);
}

function oldBlocks(place: string): OldBlocks {
	const blocks = [...blocksOf(place)].length;
	const marks: number[] = [];
	const leaves: Uint8Array[] = [];
	for (const block of blocksOf(place)) {
		marks.push(markOf(block) ?? Number.NaN);
		leaves.push(crypto.data(block));
	}

	return {
		numbers: Uint32Array.from({length: blocks}, (_, index) => index), sizes: new Uint32Array(blocks).fill(blockSize), leaves: Buffer.concat(leaves), marks: Float64Array.from(marks),
	};
}

/** Each valid until the next is asked for. */
function * blocksOf(place: string): Generator<Uint8Array, void> {
	const file = openSync(place, 'r');
	try {
		const buffer = Buffer.allocUnsafeSlow(blockSize);
		for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
			yield buffer.subarray(0, length);
		}
	} finally {
		closeSync(file);
	}
}

function writeLarge(place: string, bytes: number, start: string, seed = 'delta'): void {
	const next = pseudoRandomBytes(seed);
	const file = openSync(place, 'w');
	writeSync(file, start);
	for (let written = 0; written < bytes; written += mebibyte) {
		writeSync(file, next(mebibyte));
	}

	closeSync(file);
}

function writeChanged(from: string, to: string): void {
	const file = openSync(to, 'w');
	for (const block of blocksOf(from)) {
		block[Math.floor(block.byteLength / 2)]! ^= 1;
		writeSync(file, block);
	}

	closeSync(file);
}
