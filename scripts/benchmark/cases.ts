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

/** What the bytes go over. */
export type Route = 'udx' | 'tcp';

/** A line of the table. */
export type Row = {
	readonly what: string;
	readonly route: Route;
	readonly seconds: (measurement: Measurement) => number;
	readonly bytes: number;
	readonly files?: number;
	/** This line of ferry's is what the ceilings of its case that go the same way are set beside. */
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

const names: Readonly<Record<Route, string>> = {udx: 'UDX', tcp: 'TCP'};

const total = (measurement: Measurement): number => measurement.totalSeconds;
const receiver = (measurement: Measurement): number => measurement.receiverSeconds;
const transfer = (measurement: Measurement): number => measurement.transferSeconds!;

export const cases = {
	large: {
		title: 'One file of 1 GiB',
		files: 1,
		bytesPerFile: gibibyte,
		contenders: [
			ferry({route: 'tcp', bytes: gibibyte, isGetCompared: true}),
			ferry({route: 'udx', bytes: gibibyte, isGetCompared: true}),
			{
				run: async () => runTcp({bytes: gibibyte}),
				rows: [{
					what: 'raw TCP', route: 'tcp', seconds: transfer, bytes: gibibyte,
				}],
			},
			{
				run: async ({bootstrap}) => runConnection({bootstrap, payload: {kind: 'bytes', bytes: gibibyte, writeBytes: 256 * kibibyte}}),
				rows: [{
					what: 'secret-stream over UDX', route: 'udx', seconds: transfer, bytes: gibibyte,
				}],
			},
			hypercore('tcp', 256 * kibibyte),
			hypercore('udx', 64 * kibibyte),
			hypercore('udx', 256 * kibibyte),
			hypercore('udx', 1024 * kibibyte),
		],
	},
	small: {
		title: '10,000 files of 8 KiB',
		files: 10_000,
		bytesPerFile: 8 * kibibyte,
		contenders: [
			ferry({
				route: 'tcp', bytes: 10_000 * 8 * kibibyte, files: 10_000, isGetCompared: false,
			}),
			ferry({
				route: 'udx', bytes: 10_000 * 8 * kibibyte, files: 10_000, isGetCompared: false,
			}),
			{
				async run({bootstrap, source, directory}) {
					const copy = path.join(directory, 'copy');
					await mkdir(copy);
					return runConnection({bootstrap, payload: {kind: 'tar', directory: source}}, {bootstrap, payload: {kind: 'tar', directory: copy}});
				},
				rows: [{
					what: 'tar through hyperdht, start to end', route: 'udx', seconds: total, bytes: 10_000 * 8 * kibibyte, files: 10_000,
				}],
			},
		],
	},
	tiny: {
		title: 'One file of 4 KiB',
		files: 1,
		bytesPerFile: 4 * kibibyte,
		contenders: [
			ferry({route: 'tcp', bytes: 4 * kibibyte, isGetCompared: true}),
			ferry({route: 'udx', bytes: 4 * kibibyte, isGetCompared: true}),
			{
				run: async ({bootstrap}) => runConnection({bootstrap, payload: {kind: 'message'}}),
				rows: [{
					what: 'bare hyperdht client reading one message', route: 'udx', seconds: receiver, bytes: 4 * kibibyte,
				}],
			},
		],
	},
} as const satisfies Record<string, Case>;

type FerryOptions = {readonly route: Route; readonly bytes: number; readonly files?: number; readonly isGetCompared: boolean};

function ferry({route, bytes, files, isGetCompared}: FerryOptions): Contender {
	return {
		run: async context => runFerry({...context, route}),
		rows: [
			{
				what: `ferry over ${names[route]}, start of share to end of get`, route, seconds: total, bytes, files, isFerry: true, isCompared: !isGetCompared,
			},
			{
				what: `ferry over ${names[route]}, get alone`, route, seconds: receiver, bytes, files, isFerry: true, isCompared: isGetCompared,
			},
		],
	};
}

function hypercore(route: Route, blockBytes: number): Contender {
	return {
		run: async ({bootstrap}) => runHypercore({
			bootstrap, route, blockBytes, blocks: hypercoreBytes / blockBytes,
		}),
		rows: [{
			what: `plain Hypercore over ${names[route]}, blocks of ${blockBytes / kibibyte} KiB`, route, seconds: transfer, bytes: hypercoreBytes,
		}],
	};
}
