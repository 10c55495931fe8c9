import type {PathGate} from '../base/path-gate.ts';
import type {SharedEntry} from '../feed/entry.ts';
import type {OnEvent} from './events.ts';
import {IndexBounds} from './index-bounds.ts';
import {Refusals} from './refusals.ts';

export type AdmissionOptions = {
	readonly newGate: () => PathGate;
	/** Whether something of the user's stands where a directory on the way to a path belongs. */
	readonly isBlocked: (path: string) => boolean;
	readonly onEvent: OnEvent;
};

/** Which entries of an index may be created here: their paths are safe, nothing of the user's is in the way, and there is not more of anything than an index may have. */
export class Admission {
	readonly refusals: Refusals;
	readonly bounds = new IndexBounds();
	readonly #newGate: () => PathGate;
	readonly #isBlocked: (path: string) => boolean;
	#gate: PathGate;
	#isWhole = false;

	constructor({newGate, isBlocked, onEvent}: AdmissionOptions) {
		this.#newGate = newGate;
		this.#isBlocked = isBlocked;
		this.#gate = newGate();
		this.refusals = new Refusals(onEvent);
	}

	/** What judges the paths of the newest index. */
	get gate(): PathGate {
		return this.#gate;
	}

	/** Begins with an index. What was a file in the last version may be a directory in this one. */
	beginIndex({isWhole}: {readonly isWhole: boolean}): void {
		this.#isWhole = isWhole;
		if (isWhole) {
			this.#gate = this.#newGate();
			this.refusals.beginIndex();
			this.bounds.beginIndex();
		}
	}

	/** Begins with what has changed since the last index, which was whole, and in which nothing was refused. */
	beginChanges(removed: readonly string[]): void {
		for (const path of removed) {
			this.#gate.withdraw(path);
		}
	}

	/**
	Whether an entry may be created. That it may not is said of a whole index only: before that something that is gone may seem to be in the way.

	@throws ExpectedError `feed-malformed`
	*/
	admits(path: string, {kind}: SharedEntry): boolean {
		const verdict = this.#gate.admit(path, kind);
		this.bounds.checkImplied(this.#gate.implied);
		const problem = verdict.safe ? this.#obstacle(path, kind) : verdict.problem;
		if (problem !== undefined && this.#isWhole) {
			this.refusals.refuse(path, problem, kind);
		}

		return problem === undefined;
	}

	#obstacle(path: string, kind: SharedEntry['kind']): 'in-the-way' | undefined {
		return this.#isBlocked(kind === 'directory' ? `${path}/` : path) ? 'in-the-way' : undefined;
	}
}
