import assert from 'node:assert/strict';
import {
	appendFile, lstat, readdir, readFile, realpath, rename, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import type {TestContext} from 'node:test';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {chooser} from '../../source/app/choose-files.ts';
import {systemErrorCode} from '../../source/base/errors.ts';
import {builtFerry} from './built-ferry.ts';
import {FolderChanges} from './folder-changes.ts';
import {takeStep, type FolderStep, type WriteStep} from './folder-steps.ts';
import {overwrite} from './overwrite.ts';
import {readTree} from './read-tree.ts';
import {wrongsOf, type OwnFile} from './receiver-model.ts';
import {startFerry, type Ferry} from './run-ferry.ts';
import {temporaryFolder} from './temporary-folder.ts';
import {localTestnet} from './testnet.ts';
import {writeTree} from './write-tree.ts';

const mebibyte = 1024 * 1024;
/** So large that a second copy of it can't hide in what a database may take. */
const largeBytes = 20 * mebibyte;
/** Milliseconds: what never comes is waited for in vain. */
const longest = 60_000;

/** A folder that is shared and the two of those who follow it, each by a process of its own with a data directory of its own. */
export class LiveFolders {
	static async start(t: TestContext): Promise<LiveFolders> {
		const root = await temporaryFolder(t);
		const {bootstrap} = await localTestnet(t);
		const shared = path.join(root, 'shared');
		await writeTree(shared, {a: 'first', 'd/b': 'second', large: pseudoRandomBytes('large')(largeBytes)});
		const options = {env: {FERRY_BOOTSTRAP: bootstrap.join(','), FERRY_LAN_INTERFACE: '127.0.0.1'}, program: builtFerry()};
		const start = (name: string, arguments_: readonly string[]): Ferry =>
			startFerry(t, [...arguments_, '--json', '--store', path.join(root, `store of ${name}`)], options);
		const share = new Party(t, path.join(root, 'store of sharer'), () => start('sharer', ['share', shared]));
		const {key} = await share.ferry.event('announced');
		const followers = ['one', 'two'].map(name => new Follower(t, {
			store: path.join(root, `store of ${name}`),
			folder: path.join(root, name),
			start: (folder, options) => start(name, ['get', key, folder, '--live', '--yes', '--delete-unpicked', ...options]),
		}));
		return new LiveFolders(root, share, followers);
	}

	readonly #root: string;
	readonly #shared: string;
	readonly #share: Party;
	readonly #followers: readonly Follower[];
	#counter = 0;

	private constructor(root: string, share: Party, followers: readonly Follower[]) {
		this.#root = root;
		this.#shared = path.join(root, 'shared');
		this.#share = share;
		this.#followers = followers;
	}

	/** Does something in the shared folder. */
	async change(step: FolderStep): Promise<void> {
		await takeStep(this.#shared, step);
	}

	/** Changes a part of the large file. */
	async changeLarge(change: 'append' | 'insert' | 'overwrite'): Promise<void> {
		const place = path.join(this.#shared, 'large');
		const text = `${change} ${this.#counter++}`;
		if (change === 'append') {
			await appendFile(place, pseudoRandomBytes(text)(300_000));
		} else if (change === 'overwrite') {
			await overwrite(place, largeBytes / 2, text);
		} else {
			const spare = path.join(this.#root, 'spare');
			const content = await readFile(place);
			await writeFile(spare, [content.subarray(0, 1000), text, content.subarray(1000)]);
			await rename(spare, place);
		}
	}

	/** Somebody who follows writes into what was received. */
	async editHere(who: number, step: WriteStep): Promise<void> {
		const follower = this.#followers[who - 1]!;
		await follower.untilRight(this.#shared);
		await follower.edit({...step, content: `mine ${this.#counter++}`}, this.#shared);
	}

	/** Somebody follows other files from now on. */
	async pick(who: number, only: string): Promise<void> {
		await this.settle();
		const isChosen = chooser([only], []);
		const tree = await readTree(this.#shared);
		// Who picks nothing at all is told so.
		if ([...tree].some(([name, {kind}]) => kind !== 'directory' && isChosen(name))) {
			await this.#followers[who - 1]!.pick(only);
			await this.settle();
		}
	}

	async restart(who: number): Promise<void> {
		await this.#party(who).restart();
	}

	/** Kills somebody who has something to do, when they have written to their database so often. */
	async kill(who: number, moment: number): Promise<void> {
		const party = this.#party(who);
		const changes = await party.databaseChanges();
		await this.change({
			step: 'write', path: 'd/e/a', content: `${this.#counter++}`, size: 3 * mebibyte,
		});
		await this.changeLarge('overwrite');
		// Where nothing of it is picked, little is written.
		await Promise.race([changes.more(moment), this.settle()]);
		await party.kill();
	}

	/** Waits until what was picked is with those who follow as it is here, and nothing else but what is theirs; no database is a second copy. */
	async settle(): Promise<void> {
		try {
			await Promise.all(this.#followers.map(async follower => follower.untilRight(this.#shared)));
		} catch (error) {
			throw new Error(`The sharer said:\n${eventsOf(this.#share.ferry)}`, {cause: error});
		}

		const most = (await bytesIn(this.#shared) / 100) + (8 * mebibyte);
		for (const {store} of [this.#share, ...this.#followers]) {
			const bytes = await bytesIn(store);
			assert.ok(bytes <= most, `${path.basename(store)}: ${bytes} bytes are more than ${most}`);
		}
	}

	async stop(): Promise<void> {
		await Promise.all([this.#share, ...this.#followers].map(async party => party.stop()));
	}

	#party(who: number): Party {
		return who === 0 ? this.#share : this.#followers[who - 1]!;
	}
}

/** Somebody whose process ends and begins again. */
class Party {
	readonly store: string;
	ferry: Ferry;
	readonly #t: TestContext;
	readonly #start: () => Ferry;

	constructor(t: TestContext, store: string, start: () => Ferry) {
		this.#t = t;
		this.store = store;
		this.#start = start;
		this.ferry = start();
	}

	async stop(): Promise<void> {
		this.ferry.kill();
		const {code, signal} = await this.ferry.ended;
		// One that has only just begun ends as interrupted, or doesn't listen yet.
		assert.ok(code === 0 || code === 130 || signal === 'SIGINT', `It ended with ${code ?? signal}:\n${this.ferry.stderr}`);
	}

	async restart(): Promise<void> {
		await this.stop();
		this.begin();
	}

	async kill(): Promise<void> {
		this.ferry.kill('SIGKILL');
		assert.equal((await this.ferry.ended).signal, 'SIGKILL', `It ended by itself:\n${this.ferry.stdout}\n${this.ferry.stderr}`);
		this.begin();
	}

	/** Counts what is written to the database of the share. */
	async databaseChanges(): Promise<FolderChanges> {
		const shares = path.join(this.store, 'shares');
		const share = (await readdir(shares, {withFileTypes: true}).catch(() => [])).find(entry => entry.isDirectory());
		return new FolderChanges(this.#t, share ? path.join(shares, share.name) : this.store);
	}

	protected begin(): void {
		this.ferry = this.#start();
	}
}

type FollowerOptions = {
	readonly store: string;
	readonly folder: string;
	readonly start: (folder: string, options: readonly string[]) => Ferry;
};

/** Somebody who follows the share. */
class Follower extends Party {
	readonly #folder: string;
	readonly #own = new Map<string, OwnFile>();
	readonly #begin: (options: readonly string[]) => Ferry;
	#only = '**';

	constructor(t: TestContext, {store, folder, start}: FollowerOptions) {
		super(t, store, () => start(folder, []));
		this.#folder = folder;
		this.#begin = options => start(folder, options);
	}

	async pick(only: string): Promise<void> {
		await this.stop();
		this.#only = only;
		this.ferry = this.#begin(['--only', only]);
	}

	/** Writes something nobody else has; not through links. */
	async edit(step: WriteStep, shared: string): Promise<void> {
		const place = path.join(this.#folder, step.path);
		if (await isLink(place) || await realpath(path.dirname(place)).catch(() => undefined) !== path.dirname(place)) {
			return;
		}

		await takeStep(this.#folder, step);
		const written = (await readTree(this.#folder)).get(step.path);
		// Nothing was written where a directory stands.
		if (written?.sha256 !== undefined) {
			this.#own.set(step.path, {sha256: written.sha256, shared: (await readTree(shared)).get(step.path)});
		}
	}

	async untilRight(shared: string): Promise<void> {
		const timeout = AbortSignal.timeout(longest);
		for (;;) {
			const {ferry} = this;
			const {length} = receivedBy(ferry);
			const wrongs = await this.#wrongs(shared);
			if (length > 0 && wrongs.length === 0) {
				return;
			}

			await Promise.race([
				ferry.event('received', () => receivedBy(ferry).length > length),
				rejection(timeout, () => new assert.AssertionError({
					message: `${path.basename(this.#folder)}, who follows ${this.#only}, stays wrong:\n${wrongs.join('\n')}\n${eventsOf(ferry)}`,
				})),
			]);
		}
	}

	async #wrongs(shared: string): Promise<string[]> {
		try {
			return wrongsOf(await readTree(shared), await readTree(this.#folder), {only: this.#only, own: this.#own});
		} catch (error) {
			// Files come and go while they are read.
			return [systemErrorCode(error)];
		}
	}
}

/** What has happened, without what happens all the time. */
function eventsOf({stdout}: Ferry): string {
	return stdout.replaceAll(/^\{"event":"(?:serving|receiving|searching|peer).*\n/gmv, '');
}

function receivedBy({events}: Ferry): unknown[] {
	return events.filter(({type}) => type === 'received');
}

async function rejection(signal: AbortSignal, makeError: () => Error): Promise<never> {
	return new Promise((_resolve, reject) => {
		signal.addEventListener('abort', () => {
			reject(makeError());
		}, {once: true});
	});
}

async function isLink(place: string): Promise<boolean> {
	const stats = await lstat(place).catch(() => undefined);
	return stats?.isSymbolicLink() === true;
}

/** Bytes of everything below a directory, also while it is in use. */
async function bytesIn(directory: string): Promise<number> {
	const names = await readdir(directory, {recursive: true, withFileTypes: true});
	const sizes = await Promise.all(names.filter(name => name.isFile()).map(async ({parentPath, name}) => {
		const stats = await lstat(path.join(parentPath, name)).catch(() => undefined);
		return stats?.size ?? 0;
	}));
	return sizes.reduce((sum, size) => sum + size, 0);
}
