import {joinRanges, type BlockRange} from '../base/join-ranges.ts';
import type {FileEntry} from '../feed/entry.ts';
import {blockCount, rangesOf} from '../storage/slice-map.ts';
import type {ReceivedFile} from './received-file.ts';

type PlannedFile = Pick<ReceivedFile, 'entry' | 'missing'>;

/** Every block that these files miss, and perhaps some beside it, as few ranges. */
export function outstandingBlocks(files: Iterable<PlannedFile>, blockSize: number): BlockRange[] {
	const wanted: BlockRange[] = [];
	for (const {missing, entry} of files) {
		for (const extent of missing > 0 ? entry.extents : []) {
			wanted.push({start: extent.block, end: extent.block + blockCount(extent, blockSize)});
		}
	}

	return joinRanges(wanted);
}

/** Each block of these files, once and in order, with the files that have bytes in it. Memory grows with the number of extents: a file may have millions of blocks. */
export function * filesByBlock<File extends {readonly entry: FileEntry}>(files: readonly File[], blockSize: number): Generator<readonly [block: number, files: readonly File[]], void> {
	const runs = files.flatMap(file => rangesOf(file.entry.extents, blockSize).map(range => ({...range, file}))).toSorted((a, b) => a.start - b.start);
	let next = 0;
	let current: typeof runs = [];
	for (let block = 0; next < runs.length || current.length > 0; block++) {
		block = current.length > 0 ? block : runs[next]!.start;
		for (; runs[next]?.start === block; next++) {
			current.push(runs[next]!);
		}

		yield [block, current.map(({file}) => file)];
		current = current.filter(({end}) => end > block + 1);
	}
}
