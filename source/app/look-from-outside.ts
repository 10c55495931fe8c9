import {Buffer} from 'node:buffer';
import type {Library} from '../library/library.ts';
import type {ShareRecord} from '../library/record.ts';
import type {EngineShare} from './engine-share.ts';
import {seenFromOutside} from './known-share.ts';
import type {ShareModel} from './share-model.ts';

/** Sees what another process does with a share of which nothing goes on here, or has done. */
export async function lookFromOutside(library: Library, {runner, turns}: EngineShare, record: ShareRecord): Promise<void> {
	const {direction} = record;
	const key = Buffer.from(record.key, 'hex');
	const isLeftAlone = (): boolean => !runner.isRunning && turns.isIdle;
	const see = (model: ShareModel, found: ShareRecord): ShareModel => seenFromOutside(model, library.holderOf(key, direction), found);
	if (!isLeftAlone() || see(runner.model, record) === runner.model) {
		return;
	}

	// What was read before the other one let go is old.
	const newest = await library.find(key, direction);
	if (newest && isLeftAlone()) {
		runner.change(model => see(model, newest));
	}
}
