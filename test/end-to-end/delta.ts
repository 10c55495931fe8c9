import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {
	closeSync, createReadStream, existsSync, lstatSync, openSync, readdirSync, readFileSync, readSync,
} from 'node:fs';
import {mkdir, readdir} from 'node:fs/promises';
import path from 'node:path';
import {pipeline} from 'node:stream/promises';
import test, {type TestContext} from 'node:test';
import {systemErrorCode} from '../../source/base/errors.ts';
import {isPartName} from '../../source/base/relative-path.ts';
import {builtFerry} from '../helpers/built-ferry.ts';
import {deltaSteps} from '../helpers/delta-steps.ts';
import {FolderChanges} from '../helpers/folder-changes.ts';
import {startFerry, type Ferry} from '../helpers/run-ferry.ts';
import {SeededRandom} from '../helpers/seeded-random.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;
const mostMemory = 250_000_000;

type Sides = {
	readonly shared: string;
	readonly received: string;
	/** The receiver's data directory. */
	readonly store: string;
	/** A place for a file beside both. */
	readonly spare: string;
	readonly share: Ferry;
	readonly get: (...options: readonly string[]) => Ferry;
};

/** @param program - the one to run instead of the sources. */
async function prepare(t: TestContext, large: number, program?: string): Promise<Sides> {
	const root = await temporaryFolder(t);
	const {bootstrap} = await localTestnet(t);
	const options = {env: {FERRY_BOOTSTRAP: bootstrap.join(',')}, program};
	const [shared, received] = [path.join(root, 'shared'), path.join(root, 'received')];
	await mkdir(shared);
	await writeLargeFolder(path.join(shared, 'folder'), {large, small: 0, smallBytes: 0});
	const share = startFerry(t, ['share', shared, '--json', '--store', path.join(root, 'sharer')], options);
	const {key} = await share.event('announced');
	return {
		shared,
		received,
		store: path.join(root, 'receiver'),
		spare: path.join(root, 'spare'),
		share,
		get: (...more) => startFerry(t, ['get', key, received, '--json', '--store', path.join(root, 'receiver'), ...more], options),
	};
}

test('of a file of 1 GiB that changes only what is new travels, and one copy more is on the disk at most', async t => {
	const {
		shared, received, store, spare, share, get: startGet,
	} = await prepare(t, 1024, builtFerry());
	const onDisk = (): number => diskUsage(received) + diskUsage(store);
	const get = startGet('--live');
	await get.event('received');
	let mostOnDisk = 0;
	const looking = setInterval(() => {
		mostOnDisk = Math.max(mostOnDisk, onDisk());
	}, 20);
	t.after(() => {
		clearInterval(looking);
	});
	for (const {name, mostBytes, make} of deltaSteps) {
		const before = receivedBy(get).length;
		mostOnDisk = 0;
		await make(shared, spare);
		const start = performance.now();
		do {
			await nextReceived(get);
		} while (!isSame(shared, received));

		const bytes = receivedBy(get).slice(before).reduce((sum, {transferred}) => sum + transferred, 0);
		const more = mostOnDisk - onDisk();
		t.diagnostic(`${name}: ${bytes} bytes, ${((performance.now() - start) / 1000).toFixed(1)} s, at most ${(more / mebibyte).toFixed(0)} MiB more on disk than after it`);
		assert.ok(bytes <= mostBytes, `${name} took ${bytes} bytes`);
		assert.ok(more <= gibibyte + (4 * mebibyte), `${name} took ${more} bytes more on disk`);
	}

	clearInterval(looking);
	const kept = diskUsage(store);
	t.diagnostic(`the receiver keeps ${(kept / mebibyte).toFixed(1)} MiB of state`);
	assert.ok(kept <= (2 * gibibyte / 100) + (8 * mebibyte), `${kept} bytes of state`);
	for (const name of ['renamed', 'copy']) {
		assert.ok(haveSameBytes(path.join(shared, 'other folder', name), path.join(received, 'other folder', name)));
	}

	if (existsSync('/proc/self/status')) {
		t.diagnostic(`the sharer took ${Math.round(peakMemory(share) / 1e6)} MB of memory at most, the receiver ${Math.round(peakMemory(get) / 1e6)} MB`);
		assert.ok(peakMemory(share) <= mostMemory && peakMemory(get) <= mostMemory);
	}
});

test('a receiver that is killed while it puts a file together from old blocks has the old file or the new one, and ends with the new one', async t => {
	const {shared, received, spare, share, get} = await prepare(t, 64);
	const random = new SeededRandom();
	t.diagnostic(`FERRY_TEST_SEED=${random.seed}`);
	assert.deepEqual(await get().ended, {code: 0, signal: undefined});
	const place = path.join(received, 'folder/large');
	const changes = new FolderChanges(t, path.join(received, 'folder'));
	const edits = deltaSteps.slice(0, 3);
	let kills = 0;
	for (const [round, moment] of [1, 5, 30, 60, 100, 150].entries()) {
		const {name, make, mostBytes} = edits[round % edits.length]!;
		const before = await hashOf(place);
		await make(shared, spare);
		await share.event('version', event => event.version === round + 2);
		const after = await hashOf(path.join(shared, 'folder/large'));
		const first = get();
		await Promise.race([changes.more(random.integer(moment, 2 * moment)), first.ended]);
		first.kill('SIGKILL');
		const {signal} = await first.ended;
		kills += signal === 'SIGKILL' ? 1 : 0;
		const isNew = await hashOf(place) === after;
		t.diagnostic(`${name}: ${signal === 'SIGKILL' ? 'killed' : 'not killed'}, then the file is the ${isNew ? 'new' : 'old'} one`);
		assert.ok(isNew || await hashOf(place) === before, `${name}: the file is neither the old one nor the new one`);

		const second = get();
		const {transferred} = await second.event('received');
		assert.deepEqual(await second.ended, {code: 0, signal: undefined}, second.stdout);
		assert.equal(await hashOf(place), after);
		assert.ok(transferred <= mostBytes, `${name}: ${transferred} bytes after it was killed`);
		assert.deepEqual((await readdir(path.dirname(place))).filter(other => isPartName(other)), []);
	}

	assert.ok(kills >= 4, `Only ${kills} of 6 receivers were killed on their way`);
});

function receivedBy(get: Ferry): Array<Extract<Ferry['events'][number], {readonly type: 'received'}>> {
	return get.events.filter(event => event.type === 'received');
}

async function nextReceived(get: Ferry): Promise<void> {
	const {length} = receivedBy(get);
	await get.event('received', () => receivedBy(get).length > length);
}

/** The most resident memory that a process has had, in bytes. */
function peakMemory({pid}: Ferry): number {
	return Number(/^VmHWM:\s+(?<size>\d+) kB$/mv.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!.groups!['size']) * 1024;
}

/** Whether both have the same files, as far as their sizes and times tell. */
function isSame(one: string, other: string): boolean {
	return listOf(one).join('\n') === listOf(other).join('\n');
}

function listOf(folder: string): string[] {
	return readdirSync(folder, {withFileTypes: true, recursive: true}).map(({parentPath, name}) => {
		const {size, mtimeMs} = lstatSync(path.join(parentPath, name));
		return `${path.relative(folder, path.join(parentPath, name))} ${size} ${Math.floor(mtimeMs)}`;
	}).toSorted((a, b) => a.localeCompare(b));
}

function haveSameBytes(one: string, other: string): boolean {
	const files = [one, other].map(place => openSync(place, 'r'));
	const [first, second] = files.map(() => Buffer.allocUnsafe(mebibyte));
	try {
		for (;;) {
			const length = readSync(files[0]!, first!);
			if (readSync(files[1]!, second!) !== length || Buffer.compare(first!.subarray(0, length), second!.subarray(0, length)) !== 0) {
				return false;
			}

			if (length === 0) {
				return true;
			}
		}
	} finally {
		for (const file of files) {
			closeSync(file);
		}
	}
}

/** What the files of a folder take on the disk, in bytes. */
function diskUsage(folder: string): number {
	try {
		let bytes = 0;
		for (const {parentPath, name} of readdirSync(folder, {withFileTypes: true, recursive: true})) {
			bytes += (lstatSync(path.join(parentPath, name), {throwIfNoEntry: false})?.blocks ?? 0) * 512;
		}

		return bytes;
	} catch (error) {
		// A folder is being renamed: the next look tells.
		if (systemErrorCode(error) === 'ENOENT') {
			return 0;
		}

		throw error;
	}
}

async function hashOf(place: string): Promise<string> {
	const hash = createHash('sha256');
	await pipeline(createReadStream(place), hash);
	return hash.digest('hex');
}
