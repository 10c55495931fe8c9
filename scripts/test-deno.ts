/** Runs the tests in Deno that run in Node.js: each file in a process of its own, a few at once. Files can be named, and `--where-it-differs` takes those that have to do with what Deno does itself: files, processes, sockets, databases and terminals. */
import {spawn} from 'node:child_process';
import {globSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const deno = path.join(root, 'node_modules', '.bin', 'deno');

/** How long, in milliseconds, a file may take: Deno's runner has no limit of its own. */
const patience = 240_000;

const patterns = [
	'test/{base,link,feed,folder,storage,transfer,udx,network,library,app,output,ui,commands}/**/*.{ts,tsx}',
	'test/contract/*.ts',
	'test/integration/*.ts',
	'test/cli.ts',
	'test/end-to-end/{adopting,asking,dashboard,leaving,offering,once,states,streaming}.ts',
];

/** Where Deno does what Node.js does otherwise. */
const different = [
	'test/{base,folder,storage,udx,network,library}/**/*.ts',
	'test/contract/*.ts',
	'test/integration/{adopting,changed-source,engine,fidelity,lan,limits,live,resharing,tcp,two-at-once}.ts',
	'test/cli.ts',
	'test/end-to-end/{dashboard,leaving,once}.ts',
];

/** What doesn't apply, and why. Tests that don't within a file that does say so themselves. */
const leftOut: Readonly<Record<string, string>> = {
	'test/end-to-end/*': 'but for those above: the others take minutes each or need Node.js; `npm run test:all` has Deno share, get, be killed and go on (deno.ts)',
	'test/namespaces/*': 'they are about the system’s network, and take minutes',
	'test/integration/hostile-memory.ts': 'it measures the memory of Node.js, with its own options',
};

type Outcome = {readonly file: string; readonly seconds: number; readonly failure: string | undefined};

const [first, ...rest] = process.argv.slice(2);
const isPart = first === '--where-it-differs';
const named = first === undefined || isPart ? [] : [first, ...rest];
const files = named.length > 0 ? named : globSync(isPart ? different : patterns, {cwd: root}).filter(file => leftOut[file] === undefined).toSorted();
const outcomes: Outcome[] = [];
const waiting = files.values();
const begin = performance.now();
await Promise.all(Array.from({length: availableParallelism() + 1}, async () => {
	for (const file of waiting) {
		const outcome = await run(file);
		outcomes.push(outcome);
		if (outcome.failure !== undefined) {
			console.log(`${file}\n${outcome.failure}`);
		}
	}
}));
const failed = outcomes.filter(({failure}) => failure !== undefined);
for (const [file, reason] of named.length > 0 ? [] : Object.entries(leftOut)) {
	console.log(`Left out: ${file}: ${reason}`);
}

const slowest = outcomes.toSorted((a, b) => b.seconds - a.seconds).slice(0, 5).map(({file, seconds}) => `${file} ${seconds.toFixed(0)} s`);
console.log(`${files.length} files in Deno, ${failed.length} failed, ${((performance.now() - begin) / 1000).toFixed(0)} s; the slowest: ${slowest.join(', ')}`);
for (const {file} of failed) {
	console.log(`Failed: ${file}`);
}

process.exitCode = failed.length > 0 ? 1 : 0;

async function run(file: string): Promise<Outcome> {
	const start = performance.now();
	const child = spawn(deno, ['test', '--allow-all', '--no-check', '--no-remote', '--preload=test/helpers/keep-alive.ts', file], {
		cwd: root, env: {...process.env, NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1'}, stdio: ['ignore', 'pipe', 'pipe'],
	});
	let text = '';
	const take = (more: string): void => {
		text += more;
	};

	child.stdout.setEncoding('utf8').on('data', take);
	child.stderr.setEncoding('utf8').on('data', take);

	return new Promise(resolve => {
		const timer = setTimeout(() => {
			text += `\nIt took longer than ${patience / 1000} s.`;
			child.kill('SIGKILL');
		}, patience);
		child.once('close', code => {
			clearTimeout(timer);
			resolve({file, seconds: (performance.now() - start) / 1000, failure: code === 0 ? undefined : text});
		});
	});
}
