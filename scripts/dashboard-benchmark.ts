/*
How fast the dashboard answers keys while much is received, and what it costs: `node scripts/dashboard-benchmark.ts [--runs N] [--mebibytes N]`.

Every run receives the same files twice, in turns: with `ferry get --quiet`, and in the dashboard in a terminal, where the selection is moved five times a second. Emulating the terminal takes its share of the same processors.
*/
import {spawnSync} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {availableParallelism, cpus, tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {builtFerry} from '../test/helpers/built-ferry.ts';
import {startProcess} from './benchmark/start-process.ts';
import {median} from './benchmark/table.ts';
import {createCleanup} from './cleanup.ts';
import {percentile} from './dashboard-benchmark/percentile.ts';
import {receiveInDashboard, receiveQuietly, type Result} from './dashboard-benchmark/receive.ts';
import {writeFiles} from './dashboard-benchmark/write-files.ts';
import {startLocalDht} from './local-dht.ts';
import {parseEvent} from './parse-event.ts';

const {values} = parseArgs({
	options: {
		runs: {type: 'string', default: '2'},
		mebibytes: {type: 'string', default: '1024'},
	},
});
const mebibytes = Number(values.mebibytes);
const ways = {quiet: receiveQuietly, dashboard: receiveInDashboard} as const;
type Way = keyof typeof ways;

const cleanup = createCleanup();
try {
	const results = await measure();
	const [quiet, dashboard] = [speedOf(results.quiet), speedOf(results.dashboard)];
	const answers = results.dashboard.flatMap(({answers}) => answers);
	say(`Node.js ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model}, ${mebibytes} MiB, medians of ${values.runs} runs`);
	say(`a key is answered in ${[50, 95, 99].map(percent => `${percentile(answers, percent).toFixed(0)} ms (${percent} %)`).join(', ')}, of ${answers.length} keys`);
	say(`${dashboard.toFixed(1)} MB/s with the dashboard, ${quiet.toFixed(1)} MB/s with --quiet: ${(dashboard / quiet).toFixed(2)}`);
} finally {
	await cleanup.run();
}

async function measure(): Promise<Readonly<Record<Way, Result[]>>> {
	const ferry = builtFerry();
	const work = await mkdtemp(path.join(tmpdir(), 'ferry-dashboard-benchmark-'));
	cleanup.after(async () => rm(work, {recursive: true, force: true}));
	const {bootstrap, close} = await startLocalDht();
	cleanup.after(close);
	const source = path.join(work, 'source');
	await writeFiles(source, mebibytes);
	const share = startProcess([ferry, 'share', source, '--json', '--store', path.join(work, 'sharer'), ...bootstrap.flatMap(node => ['--bootstrap', node])]);
	cleanup.after(async () => {
		await share.stop();
	});
	const event = async <Value>(find: (event: ReturnType<typeof parseEvent>) => Value | undefined): Promise<Value> => share.line(line => find(parseEvent(line)));
	const key = await event(event => event.type === 'announced' ? event.key : undefined);
	await event(event => event.type === 'version' ? true : undefined);

	const results: Readonly<Record<Way, Result[]>> = {quiet: [], dashboard: []};
	for (let run = 0; run < Number(values.runs); run++) {
		for (const way of (run % 2 === 0 ? ['quiet', 'dashboard'] : ['dashboard', 'quiet']) as readonly Way[]) {
			// Nobody pays for writing back an earlier copy.
			spawnSync('sync');
			const delivered = event(event => event.type === 'delivered' ? true : undefined).then(() => undefined);
			delivered.catch(() => {
				// Nobody waits any more when the turn has failed, and the sharer is stopped.
			});
			const before = process.cpuUsage();
			const result = await ways[way]({
				key, directory: path.join(work, `${way}-${run}`), bootstrap, ferry, delivered,
			});
			const {user, system} = process.cpuUsage(before);
			// Copies that stayed would have later ones take memory that the machine has never touched.
			await rm(path.join(work, `${way}-${run}`), {recursive: true, force: true});
			results[way].push(result);
			say(`${way.padEnd(9)}  ${speedOf([result]).toFixed(1)} MB/s, and ${((user + system) / 1_000_000).toFixed(1)} s of processor time for the terminal, the network's nodes and this script`);
		}
	}

	return results;
}

/** Megabytes a second. */
function speedOf(results: readonly Result[]): number {
	return mebibytes * 1.048_576 / median(results.map(({seconds}) => seconds));
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}
