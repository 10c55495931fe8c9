import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import type {Measurement} from './measurement.ts';
import {runConnection, runHypercore, runTcp} from './run-ceiling.ts';
import {runFerry} from './run-ferry.ts';

/** What every run is given. */
export type RunContext = {
	readonly bootstrap: readonly string[];
	/** What is sent. */
	readonly source: string;
	/** An empty folder of this run's own. */
	readonly directory: string;
};

/** A line of the table. */
export type Row = {
	readonly what: string;
	readonly seconds: (measurement: Measurement) => number;
	readonly bytes: number;
	readonly files?: number;
	/** This line of ferry's is what the ceilings of its case are set beside. */
	readonly isCompared?: boolean;
	readonly isFerry?: boolean;
};

/** Something that is run, and the lines it gives. */
export type Contender = {
	readonly run: (context: RunContext) => Promise<Measurement>;
	readonly rows: readonly Row[];
};

export type Case = {
	readonly title: string;
	readonly files: number;
	readonly bytesPerFile: number;
	readonly contenders: readonly Contender[];
};

const kibibyte = 1024;
const gibibyte = 1024 ** 3;

/** Plain Hypercore keeps everything in memory here, on both sides, so it sends less; its speed is what counts. */
const hypercoreBytes = gibibyte / 2;

const total = (measurement: Measurement): number => measurement.totalSeconds;
const receiver = (measurement: Measurement): number => measurement.receiverSeconds;
const transfer = (measurement: Measurement): number => measurement.transferSeconds!;

export const cases = {
	large: {
		title: 'One file of 1 GiB',
		files: 1,
		bytesPerFile: gibibyte,
		contenders: [
			ferry({bytes: gibibyte, isGetCompared: true}),
			{
				run: async () => runTcp({bytes: gibibyte}),
				rows: [{what: 'raw TCP', seconds: transfer, bytes: gibibyte}],
			},
			{
				run: async ({bootstrap}) => runConnection({bootstrap, payload: {kind: 'bytes', bytes: gibibyte, writeBytes: 256 * kibibyte}}),
				rows: [{what: 'secret-stream over UDX', seconds: transfer, bytes: gibibyte}],
			},
			hypercore(64 * kibibyte),
			hypercore(256 * kibibyte),
			hypercore(1024 * kibibyte),
		],
	},
	small: {
		title: '10,000 files of 8 KiB',
		files: 10_000,
		bytesPerFile: 8 * kibibyte,
		contenders: [
			ferry({bytes: 10_000 * 8 * kibibyte, files: 10_000, isGetCompared: false}),
			{
				async run({bootstrap, source, directory}) {
					const copy = path.join(directory, 'copy');
					await mkdir(copy);
					return runConnection({bootstrap, payload: {kind: 'tar', directory: source}}, {bootstrap, payload: {kind: 'tar', directory: copy}});
				},
				rows: [{
					what: 'tar through hyperdht, start to end', seconds: total, bytes: 10_000 * 8 * kibibyte, files: 10_000,
				}],
			},
		],
	},
	tiny: {
		title: 'One file of 4 KiB',
		files: 1,
		bytesPerFile: 4 * kibibyte,
		contenders: [
			ferry({bytes: 4 * kibibyte, isGetCompared: true}),
			{
				run: async ({bootstrap}) => runConnection({bootstrap, payload: {kind: 'message'}}),
				rows: [{what: 'bare hyperdht client reading one message', seconds: receiver, bytes: 4 * kibibyte}],
			},
		],
	},
} as const satisfies Record<string, Case>;

function ferry({bytes, files, isGetCompared}: {readonly bytes: number; readonly files?: number; readonly isGetCompared: boolean}): Contender {
	return {
		run: runFerry,
		rows: [
			{
				what: 'ferry, start of share to end of get', seconds: total, bytes, files, isFerry: true, isCompared: !isGetCompared,
			},
			{
				what: 'ferry get alone', seconds: receiver, bytes, files, isFerry: true, isCompared: isGetCompared,
			},
		],
	};
}

function hypercore(blockBytes: number): Contender {
	return {
		run: async ({bootstrap}) => runHypercore({bootstrap, blockBytes, blocks: hypercoreBytes / blockBytes}),
		rows: [{what: `plain Hypercore over UDX, blocks of ${blockBytes / kibibyte} KiB`, seconds: transfer, bytes: hypercoreBytes}],
	};
}
