import {randomBytes} from 'node:crypto';
import {
	mkdir, mkdtemp, rm, writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {defaultBlockSize} from '../source/feed/limits.ts';
import {buildFerry} from './build-ferry.ts';
import {startLocalDht} from './local-dht.ts';
import {RunningFerry} from './running-ferry.ts';

/*
How closely --limit-up and --limit-down are kept to: a file goes from one process to another on loopback, and its bytes a second are held against the limit, between the first and the last tenth of it.

	node scripts/benchmark-limits.ts [BYTES_A_SECOND…]
*/

const rates = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [200_000, 2_000_000, 20_000_000];

buildFerry();
const dht = await startLocalDht();
const folder = await mkdtemp(path.join(tmpdir(), 'ferry-limits-'));
try {
	let run = 0;
	for (const rate of rates) {
		for (const flag of ['--limit-up', '--limit-down']) {
			for (const route of [[], ['--no-tcp']]) {
				await measure(`run ${run++}`, {rate, flag, route});
			}
		}
	}
} finally {
	await rm(folder, {recursive: true, force: true});
	await dht.close();
}

async function measure(name: string, {rate, flag, route}: {readonly rate: number; readonly flag: string; readonly route: readonly string[]}): Promise<void> {
	const place = (what: string): string => path.join(folder, name, what);
	// At low rates a block is much: with only some of them the last one would count for a tenth.
	const bytes = Math.max(rate * 12, 32 * defaultBlockSize);
	await mkdir(place('from'), {recursive: true});
	await writeFile(place('from/file'), randomBytes(bytes));
	const limit = [flag, `${rate}`];
	const common = [...dht.bootstrap.flatMap(address => ['--bootstrap', address]), ...route];
	const share = new RunningFerry(['share', place('from'), '--store', place('store sharer'), ...common, ...(flag === '--limit-up' ? limit : [])]);
	await share.event('version');
	const {key} = await share.event('announced');
	const get = new RunningFerry(['get', key, place('to'), '--yes', '--store', place('store receiver'), ...common, ...(flag === '--limit-down' ? limit : [])]);
	await get.event('received');
	const samples = get.events.flatMap((event, index) => event.type === 'receiving' ? [{time: get.times[index]!, bytes: event.bytes}] : []);
	const arrivals = samples.filter((sample, index) => sample.bytes !== samples[index - 1]?.bytes);
	const middle = arrivals.filter(sample => sample.bytes > bytes / 10 && sample.bytes < bytes * 0.9);
	const [first, last] = [middle[0]!, middle.at(-1)!];
	const measured = (last.bytes - first.bytes) / (last.time - first.time) * 1000;
	console.log(`${flag} ${rate / 1000} kB/s${route.length > 0 ? ', UDX' : ', TCP'}: ${(measured / rate).toFixed(3)} of the limit`);
	await share.stop();
}
