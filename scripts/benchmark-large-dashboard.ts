import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {builtFerry} from '../test/helpers/built-ferry.ts';
import {createCleanup} from './cleanup.ts';
import {measureLargeShare} from './dashboard-benchmark/large-share.ts';
import {startLocalDht} from './local-dht.ts';

const {values} = parseArgs({options: {folders: {type: 'string', default: '1000'}, source: {type: 'string'}, ferry: {type: 'string'}}});
const cleanup = createCleanup();
try {
	const work = await mkdtemp(path.join(tmpdir(), 'ferry-large-'));
	cleanup.after(async () => rm(work, {recursive: true, force: true}));
	const {bootstrap, close} = await startLocalDht();
	cleanup.after(close);
	await measureLargeShare({
		source: values.source!, folders: Number(values.folders), filesPerFolder: 1000, directory: work, bootstrap, ferry: values.ferry ?? builtFerry(), cleanup, say(line) {
			process.stdout.write(`${line}\n`);
		},
	});
} finally {
	await cleanup.run();
}
