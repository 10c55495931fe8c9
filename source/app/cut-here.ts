import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import type {BlockReader} from '../folder/read-blocks.ts';
import {BlockCutter} from '../storage/block-cutter.ts';
import type {
	HashedFile, HashedRun, ReadBlock, WholeHash,
} from '../storage/block-hasher.ts';
import {markOf} from '../storage/block-mark.ts';
import {signatureOf} from '../storage/stored-file.ts';

export type CutHereOptions = Omit<HashedFile, 'place' | 'mostExtents'> & {readonly mostExtents: number; readonly blockSize: number};

/** Cuts a file into blocks as a `BlockHasher` does on its thread, but here, and with the bytes. */
export async function * cutHere(reader: BlockReader, {start, size, old, mostExtents, blockSize}: CutHereOptions): AsyncGenerator<HashedRun | WholeHash, void> {
	const hasher = createHash('sha256');
	for await (const bytes of reader.blocks(0, start)) {
		hasher.update(bytes);
		yield {byteLength: bytes.byteLength, blocks: []};
	}

	const cutter = old && old.numbers.length > 0
		? new BlockCutter({
			blockSize, size: size - start, old, mostExtents,
		})
		: undefined;
	for await (const bytes of reader.blocks(start, size)) {
		hasher.update(bytes);
		if (!cutter) {
			yield runOf([{byteLength: bytes.byteLength, mark: markOf(bytes), bytes}]);
			continue;
		}

		cutter.room.set(bytes);
		cutter.added(bytes.byteLength);
		yield runOf([...cutBlocks(cutter, false)]);
	}

	if (cutter) {
		yield runOf([...cutBlocks(cutter, true)]);
	}

	yield {sha256: hasher.digest(), signature: signatureOf(await reader.stat())};
}

function * cutBlocks(cutter: BlockCutter, isEnd: boolean): Generator<ReadBlock, void> {
	for (let cut = cutter.next(isEnd); cut; cut = cutter.next(isEnd)) {
		const {mark, number, bytes} = cut;
		const {byteLength} = bytes;
		// The cutter's bytes are overwritten by the next ones.
		yield {byteLength, mark, ...(number === undefined ? {bytes: Buffer.from(bytes)} : {number})};
	}
}

function runOf(blocks: readonly ReadBlock[]): HashedRun {
	return {byteLength: blocks.reduce((sum, {byteLength}) => sum + byteLength, 0), blocks};
}
