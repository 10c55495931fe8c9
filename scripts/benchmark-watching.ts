/*
What it takes to watch a tree of 100,000 files in 2,000 directories, beside the same tree with chokidar: `node scripts/benchmark-watching.ts [--runs N]`.

Both look at every file once, as whoever shares a folder does anyway. chokidar is no dependency: its newest version is fetched into a temporary directory for the comparison. Memory is what the process has more than before, after a garbage collection; what the kernel takes for its watches, about 1 KB each, is in no process.
*/
import {spawnSync} from 'node:child_process';
import {
	lstatSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {parseArgs} from 'node:util';
import {FolderWatcher} from '../source/folder/watch-folders.ts';
import {median} from './benchmark/table.ts';

type Result = {readonly seconds: number; readonly bytes: number; readonly watches: number};

/** As far as it is used here. */
type Chokidar = {
	watch(folder: string): {once(event: 'ready', listener: () => void): unknown};
};

const fileCount = 100_000;
const directoryCount = 2000;
const thisFile = fileURLToPath(import.meta.url);

const {values: {runs}, positionals: [contender, folder]} = parseArgs({
	allowPositionals: true,
	options: {runs: {type: 'string', default: '3'}},
});

if (contender === undefined || folder === undefined) {
	compare();
} else {
	console.log(JSON.stringify(await measure(contender, folder)));
	process.exit();
}

function compare(): void {
	const work = mkdtempSync(path.join(tmpdir(), 'ferry-watching-'));
	try {
		const tree = path.join(work, 'tree');
		writeTree(tree);
		const {module, version} = fetchChokidar(work);
		const results = new Map<string, Result[]>([['ferry', []], [module, []]]);
		for (let run = 0; run < Number(runs); run++) {
			for (const [name, list] of results) {
				list.push(runInProcess(name, tree));
			}
		}

		console.log(`Node.js ${process.versions.node}, ${fileCount.toLocaleString('en')} files in ${directoryCount.toLocaleString('en')} directories, medians of ${runs} runs, MB = 1,000,000 bytes`);
		for (const [name, list] of results) {
			const seconds = median(list.map(({seconds}) => seconds)).toFixed(2);
			const megabytes = (median(list.map(({bytes}) => bytes)) / 1e6).toFixed(1);
			console.log(`${name === module ? `chokidar ${version}` : name}: ${seconds} s, ${megabytes} MB, ${list[0]?.watches.toLocaleString('en')} kernel watches`);
		}
	} finally {
		rmSync(work, {recursive: true});
	}
}

/** Fifty files in each directory, and nineteen directories in the twentieth. */
function writeTree(tree: string): void {
	for (let directory = 0; directory < directoryCount; directory++) {
		const inProject = directory % 20;
		const project = path.join(tree, `project-${(directory - inProject) / 20}`);
		const place = inProject === 0 ? project : path.join(project, `directory-${inProject}`);
		mkdirSync(place, {recursive: true});
		for (let file = 0; file < fileCount / directoryCount; file++) {
			writeFileSync(path.join(place, `file-${file}.txt`), '');
		}
	}
}

function fetchChokidar(work: string): {readonly module: string; readonly version: string} {
	const {status, stderr} = spawnSync('npm', ['install', '--silent', '--no-save', '--prefix', work, 'chokidar@latest'], {encoding: 'utf8'});
	if (status !== 0) {
		throw new Error(`chokidar can't be fetched: ${stderr}`);
	}

	const directory = path.join(work, 'node_modules/chokidar');
	const {version}: {version: string} = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
	return {module: createRequire(path.join(work, 'index.js')).resolve('chokidar'), version};
}

function runInProcess(name: string, tree: string): Result {
	const {stdout, stderr, status} = spawnSync(process.execPath, ['--expose-gc', '--no-warnings', thisFile, name, tree], {encoding: 'utf8'});
	if (status !== 0) {
		throw new Error(`It ended with ${status}: ${stderr}`);
	}

	const result: Result = JSON.parse(stdout);
	return result;
}

async function measure(name: string, tree: string): Promise<Result> {
	const chokidar: Chokidar | undefined = name === 'ferry' ? undefined : await import(pathToFileURL(name).href);
	const before = await memory();
	const start = performance.now();
	let watcher: unknown;
	if (chokidar) {
		await new Promise<void>(resolve => {
			watcher = chokidar.watch(tree).once('ready', resolve);
		});
	} else {
		watcher = watchTree(tree);
	}

	const seconds = (performance.now() - start) / 1000;
	const bytes = await memory() - before;
	// Still in use here, so that it was not collected.
	return {seconds, bytes, watches: watcher ? countWatches() : 0};
}

function watchTree(tree: string): FolderWatcher {
	const watcher = new FolderWatcher({
		onChange(changed) {
			throw new Error(`“${changed}” has changed.`);
		},
		onLost(problem) {
			throw new Error(problem);
		},
	});
	const visit = (directory: string, place: string): void => {
		watcher.watch(directory, place);
		for (const name of readdirSync(place)) {
			if (lstatSync(path.join(place, name)).isDirectory()) {
				visit(directory === '' ? name : `${directory}/${name}`, path.join(place, name));
			}
		}
	};

	visit('', tree);
	return watcher;
}

async function memory(): Promise<number> {
	for (let round = 0; round < 3; round++) {
		(globalThis as {readonly gc?: () => void}).gc?.();
		await new Promise(resolve => {
			setTimeout(resolve, 50);
		});
	}

	return process.memoryUsage.rss();
}

/** As the kernel counts them, on Linux. */
function countWatches(): number {
	let count = 0;
	for (const name of readdirSync('/proc/self/fdinfo')) {
		try {
			count += readFileSync(`/proc/self/fdinfo/${name}`, 'utf8').match(/^inotify wd:/gmv)?.length ?? 0;
		} catch {
			// That of the list itself is closed again.
		}
	}

	return count;
}
