/*
Two dashboards side by side, on this machine alone, for a person to play with: `node scripts/try-dashboard.ts`.

Starts a DHT on loopback and says what to paste into two terminals. Ctrl-C ends it and removes what the dashboards have kept; what they received stays where it is.
*/
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {sourceFerry} from '../test/helpers/terminal.ts';
import {createCleanup} from './cleanup.ts';
import {writeSampleFiles} from './screenshots/sample-files.ts';
import {startLocalDht} from './local-dht.ts';

const cleanup = createCleanup();
const work = await mkdtemp(path.join(tmpdir(), 'ferry-try-'));
cleanup.after(async () => rm(work, {recursive: true, force: true}));
const sample = await writeSampleFiles(work, 'Iceland 2026');
const {bootstrap, close} = await startLocalDht();
cleanup.after(close);

const commandFor = (person: string): string => [
	`FERRY_BOOTSTRAP=${bootstrap.join(',')}`,
	`FERRY_STORE=${quoted(path.join(work, person))}`,
	...sourceFerry.map(part => quoted(part)),
].join(' ');

process.stdout.write(`
Paste this into one terminal:

${commandFor('ada')}

and this into another one:

${commandFor('ben')}

There is something to share in ${sample}
Ctrl-C here ends the network between them.
`);

function quoted(text: string): string {
	return /^[\w.\/:=\-]+$/v.test(text) ? text : `'${text.replaceAll('\'', String.raw`'\''`)}'`;
}
