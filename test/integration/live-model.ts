/*
Random steps at a sharer and at two receivers who follow it, each in a process of its own that ends or is killed at any time, always end in equal trees: what was picked, beside what was written at a receiver.

FERRY_MODEL_RUNS sets how many sequences are tried, FERRY_TEST_SEED (a number) which ones; a failure shows both.
*/
import assert from 'node:assert/strict';
import process from 'node:process';
import {test} from 'node:test';
import fc from 'fast-check';
import {
	type FolderStep, folderStep, type WriteStep, writeStep,
} from '../helpers/folder-steps.ts';
import {LiveFolders} from '../helpers/live-folders.ts';

const runs = Number(process.env['FERRY_MODEL_RUNS'] ?? 4);
const seed = Number(process.env['FERRY_TEST_SEED'] ?? 20_261_123);

/** How a process ends: it is told to, or killed after so many writes to its database that follow a change. */
type Stop = {readonly step: 'stop'; readonly who: number; readonly isKill: boolean; readonly moment: number};
type Step = FolderStep | Stop
	| {readonly step: 'large'; readonly change: 'append' | 'insert' | 'overwrite'}
	| {readonly step: 'edit here'; readonly who: number; readonly edit: WriteStep}
	| {readonly step: 'pick'; readonly who: number; readonly only: string}
	| {readonly step: 'settle'};

const stop = (who: fc.Arbitrary<number>): fc.Arbitrary<Stop> => fc.record({
	step: fc.constant('stop'), who, isKill: fc.boolean(), moment: fc.nat(12),
});
const receiver = fc.integer({min: 1, max: 2});

const step: fc.Arbitrary<Step> = fc.oneof(
	{weight: 16, arbitrary: folderStep},
	{weight: 2, arbitrary: fc.record({step: fc.constant('large'), change: fc.constantFrom('append', 'insert', 'overwrite')})},
	{weight: 2, arbitrary: fc.record({step: fc.constant('edit here'), who: receiver, edit: writeStep})},
	{weight: 1, arbitrary: stop(fc.integer({min: 0, max: 2}))},
	{weight: 1, arbitrary: fc.record({step: fc.constant('pick'), who: receiver, only: fc.constantFrom('**', 'd/**', '**/a')})},
	{weight: 1, arbitrary: fc.constant({step: 'settle'})},
);

/** Each of the three ends at least once, and one of them is killed. */
const sequence: fc.Arbitrary<Step[]> = fc.tuple(
	fc.array(step, {minLength: 6, maxLength: 24}),
	fc.tuple(...[0, 1, 2].map(who => fc.tuple(stop(fc.constant(who)), fc.nat()))),
	fc.nat(2),
).map(([steps, stops, killed]) => {
	const all: Step[] = [...steps];
	for (const [stop, place] of stops) {
		all.splice(place % (all.length + 1), 0, {...stop, isKill: stop.isKill || stop.who === killed});
	}

	return all;
});

test('whatever is done at a sharer and those who follow it, and whoever ends or is killed, these have what was picked in the end, and keep what is theirs', {timeout: 3_600_000}, async t => {
	await fc.assert(fc.asyncProperty(sequence, async steps => {
		let failure: unknown;
		await t.test(`${steps.length} steps, ${steps.filter(step => step.step === 'stop' && step.isKill).length} kills`, async t => {
			try {
				const folders = await LiveFolders.start(t);
				for (const each of steps) {
					await take(folders, each);
				}

				await folders.settle();
				await folders.stop();
			} catch (error) {
				failure = error;
				throw error;
			}
		});
		assert.ifError(failure);
	}), {numRuns: runs, seed, endOnFailure: true});
});

async function take(folders: LiveFolders, step: Step): Promise<void> {
	switch (step.step) {
		case 'stop': {
			await (step.isKill ? folders.kill(step.who, step.moment) : folders.restart(step.who));
			break;
		}

		case 'large': {
			await folders.changeLarge(step.change);
			break;
		}

		case 'edit here': {
			await folders.editHere(step.who, step.edit);
			break;
		}

		case 'pick': {
			await folders.pick(step.who, step.only);
			break;
		}

		case 'settle': {
			await folders.settle();
			break;
		}

		case 'write':
		case 'append':
		case 'rename':
		case 'delete':
		case 'folder':
		case 'permissions':
		case 'link': {
			await folders.change(step);
			break;
		}
	}
}
