import type {Commit} from '../feed/commit.ts';
import {readPages} from '../feed/read-index.ts';
import type {ReadRecord} from '../feed/read-page.ts';
import type {Incoming} from './conflict-name.ts';
import {fewChanges} from './few-changes.ts';
import type {ReceivePlan} from './receive-plan.ts';
import {indexOf, type Version} from './versions.ts';

export type PlanIndexOptions = {
	readonly plan: ReceivePlan;
	/** The version of which the plan has been through the whole index last; undefined: of none. */
	readonly known: Version | undefined;
	readonly read: ReadRecord;
	/** Of an index that is not whole: whether a page has been gone through before. */
	readonly skip: (page: number) => boolean;
	readonly incoming: Incoming;
	/** A part has been planned. */
	readonly onPlanned: () => void;
};

/**
Takes the index of a commit into the plan: only what it changes, when the version before it is known and that is little.

@returns the block of the version before it, if it was only that.
*/
export async function planIndex(commit: Commit, block: number, {plan, known, read, skip, incoming, onPlanned}: PlanIndexOptions): Promise<number | undefined> {
	const hasRefused = plan.admission.refusals.paths.size > 0;
	const few = commit.complete && known && !hasRefused ? await fewChanges(indexOf(known, read), indexOf({commit, block}, read)) : undefined;
	if (few) {
		plan.beginChanges(few.removed, incoming);
		for (const entry of few.changed) {
			await plan.take(entry, block);
		}

		onPlanned();
		return known?.block;
	}

	plan.beginPass({isWhole: commit.complete, incoming});
	for await (const {entries} of readPages(commit.root, block, read, commit.complete ? {} : {skip})) {
		for (const entry of entries) {
			if (entry.kind !== 'withheld') {
				await plan.take(entry, block);
			}
		}

		onPlanned();
	}

	if (commit.complete) {
		plan.dropUnseen();
	}

	return undefined;
}
