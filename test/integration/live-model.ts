/*
Random steps at a sharer and two receivers who follow it always end in equal trees.

FERRY_MODEL_RUNS sets how many sequences are tried, FERRY_TEST_SEED (a number) which ones; a failure shows both.
*/
import assert from 'node:assert/strict';
import {mkdir, readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import fc from 'fast-check';
import {chooser} from '../../source/app/choose-files.ts';
import {type FolderStep, folderStep, takeStep} from '../helpers/folder-steps.ts';
import {readTree, type TreeEntry} from '../helpers/read-tree.ts';
import {twoApps, type Job, type Machine} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

const runs = Number(process.env['FERRY_MODEL_RUNS'] ?? 6);
const seed = Number(process.env['FERRY_TEST_SEED'] ?? 20_261_123);
/** Milliseconds: what never comes is waited for in vain. */
const longest = 30_000;

type Step = FolderStep | {readonly step: 'restart'; readonly who: number} | {readonly step: 'pick'; readonly who: number; readonly only: string} | {readonly step: 'settle'};

const step: fc.Arbitrary<Step> = fc.oneof(
	{weight: 12, arbitrary: folderStep},
	{weight: 1, arbitrary: fc.record({step: fc.constant('restart'), who: fc.integer({min: 0, max: 2})})},
	{weight: 1, arbitrary: fc.record({step: fc.constant('pick'), who: fc.integer({min: 1, max: 2}), only: fc.constantFrom('**', 'd/**', '**/a')})},
	{weight: 2, arbitrary: fc.constant({step: 'settle'})},
);

/** One who follows the share. */
class Follower {
	only = '**';
	readonly folder: string;
	readonly #machine: Machine;
	readonly #key: Uint8Array;
	#get: Job | undefined;

	constructor(machine: Machine, key: Uint8Array, folder: string) {
		this.#machine = machine;
		this.#key = key;
		this.folder = folder;
	}

	start(): void {
		this.#get = this.#machine.get(this.#key, this.folder, {live: true, only: [this.only], deletesUnpicked: true});
	}

	async stop(): Promise<void> {
		await this.#get?.stop();
	}

	/** Waits until what was picked is here as it is there, and nothing else. */
	async untilEqual(shared: string): Promise<void> {
		const get = this.#get!;
		const timeout = AbortSignal.timeout(longest);
		for (;;) {
			const count = get.all('received').length;
			const [expected, found] = [picked(await readTree(shared), this.only), picked(await readTree(this.folder).catch(() => new Map()), this.only)];
			if (count > 0 && isDeepStrictEqual(found, expected)) {
				return;
			}

			await Promise.race([
				get.event('received', () => get.all('received').length > count),
				new Promise((_, reject) => {
					timeout.addEventListener('abort', () => {
						reject(new assert.AssertionError({
							message: 'The trees stay different', actual: found, expected, operator: 'deepStrictEqual',
						}));
					});
				}),
			]);
		}
	}
}

/** Of only some files the directories around them are no matter. */
function picked(tree: Map<string, TreeEntry>, only: string): Map<string, TreeEntry> {
	const isChosen = chooser([only], []);
	return new Map([...tree].filter(([name, {kind}]) => only === '**' || (kind !== 'directory' && isChosen(name))));
}

/** Bytes of everything below a directory. */
async function bytesIn(directory: string): Promise<number> {
	const names = await readdir(directory, {recursive: true, withFileTypes: true});
	const sizes = await Promise.all(names.filter(name => name.isFile()).map(async ({parentPath, name}) => (await stat(path.join(parentPath, name))).size));
	return sizes.reduce((sum, size) => sum + size, 0);
}

/** An empty folder is not shared anew: its disk may be missing. */
async function keepFilled(shared: string): Promise<void> {
	if ((await readdir(shared)).length === 0) {
		await writeTree(shared, {a: 'again'});
	}
}

async function run(t: TestContext, steps: readonly Step[]): Promise<void> {
	const {folder, sharer, machine, stores} = await twoApps(t);
	const shared = `${folder}/shared`;
	await mkdir(shared);
	await writeTree(shared, {a: 'first', 'd/b': 'second'});
	let share = sharer.share(shared, {watch: true});
	const key = await share.key();
	const followers = ['one', 'two'].map(name => new Follower(machine(name), key, `${folder}/${name}`));
	for (const follower of followers) {
		follower.start();
	}

	const settle = async (): Promise<void> => {
		await Promise.all(followers.map(async follower => follower.untilEqual(shared)));
	};

	for (const each of steps) {
		switch (each.step) {
			case 'restart': {
				if (each.who === 0) {
					await share.stop();
					await keepFilled(shared);
					share = sharer.share(shared, {watch: true});
				} else {
					await followers[each.who - 1]!.stop();
					followers[each.who - 1]!.start();
				}

				break;
			}

			case 'pick': {
				await settle();
				// Who picks nothing at all is told so.
				if (picked(await readTree(shared), each.only).size > 0) {
					const follower = followers[each.who - 1]!;
					await follower.stop();
					follower.only = each.only;
					follower.start();
					await settle();
				}

				break;
			}

			case 'settle': {
				await settle();
				break;
			}

			case 'write':
			case 'append':
			case 'rename':
			case 'delete':
			case 'folder':
			case 'permissions':
			case 'link': {
				await takeStep(shared, each);
				break;
			}
		}
	}

	await settle();
	for (const name of ['one', 'two']) {
		const [state, content] = [await bytesIn(path.join(stores, name)), await bytesIn(shared)];
		assert.ok(state <= (content / 100) + (8 * 1024 * 1024), `${state} bytes of state for ${content}`);
	}

	await Promise.all([share.stop(), ...followers.map(async follower => follower.stop())]);
}

test('whatever is done at a sharer, and whoever stops meanwhile, those who follow end with what was picked', {timeout: 600_000}, async t => {
	await fc.assert(fc.asyncProperty(fc.array(step, {minLength: 3, maxLength: 25}), async steps => {
		let failure: unknown;
		await t.test(`${steps.length} steps`, async t => {
			try {
				await run(t, steps);
			} catch (error) {
				failure = error;
				throw error;
			}
		});
		assert.ifError(failure);
	}), {numRuns: runs, seed, endOnFailure: true});
});
