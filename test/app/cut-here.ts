import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {test} from 'node:test';
import crypto from 'hypercore-crypto';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {cutHere} from '../../source/app/cut-here.ts';
import {openBlocks} from '../../source/folder/read-blocks.ts';
import {BlockHasher, type HashedRun, type WholeHash} from '../../source/storage/block-hasher.ts';
import {markOf} from '../../source/storage/block-mark.ts';
import type {OldBlocks} from '../../source/storage/old-blocks.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const blockSize = 1024;

type Outcome = {readonly bytes: number; readonly blocks: ReadonlyArray<readonly [size: number, number: number | undefined, mark: number | undefined]>; readonly whole: WholeHash};

async function outcomeOf(runs: AsyncIterable<HashedRun | WholeHash>, check: (bytes: Uint8Array, position: number) => void = () => undefined): Promise<Outcome> {
	const blocks: Array<[number, number | undefined, number | undefined]> = [];
	let bytes = 0;
	for await (const run of runs) {
		if ('sha256' in run) {
			return {bytes, blocks, whole: {sha256: Buffer.from(run.sha256), signature: run.signature}};
		}

		let position = bytes;
		for (const block of run.blocks) {
			blocks.push([block.byteLength, 'number' in block ? block.number : undefined, block.mark]);
			if ('bytes' in block) {
				check(block.bytes, position);
			}

			position += block.byteLength;
		}

		bytes += run.byteLength;
	}

	return assert.fail('The last that comes is what is known of the whole');
}

test('files are cut here as they are on the other thread, with their bytes', async t => {
	const content = Buffer.from(pseudoRandomBytes('cut')((50 * blockSize) + 7));
	const before = Array.from({length: 40}, (_, index) => content.subarray((index * blockSize) + 100, ((index + 1) * blockSize) + 100));
	const old: OldBlocks = {
		numbers: Uint32Array.from(before, (_, index) => 7 + index),
		sizes: new Uint32Array(before.length).fill(blockSize),
		leaves: Buffer.concat(before.map(block => crypto.data(block))),
		marks: Float64Array.from(before, block => markOf(block)!),
	};
	const place = path.join(await temporaryFolder(t), 'file');
	await writeFile(place, content);
	const hasher = new BlockHasher(blockSize);
	t.after(async () => hasher.close());
	for (const start of [0, 1, blockSize, (20 * blockSize) + 100]) {
		for (const known of [undefined, old]) {
			const options = {
				start, size: content.length, old: known, mostExtents: 100,
			};
			const reader = await openBlocks(place, blockSize);
			const here = await outcomeOf(cutHere(reader, {...options, blockSize}), (bytes, position) => {
				assert.deepEqual(bytes, content.subarray(position, position + bytes.byteLength));
			});
			await reader.close();
			assert.deepEqual(here, await outcomeOf(hasher.hash({place, ...options})));
			assert.equal(here.bytes, content.length);
			assert.equal(here.blocks.reduce((sum, [size]) => sum + size, 0), content.length - start);
			assert.equal(here.blocks.some(([, number]) => number !== undefined), known !== undefined);
		}
	}
});
