/** What a publish has to look at again. */
export type SourceChanges = 'everything' | readonly string[];

/** So long, in milliseconds, nothing must have happened to a path before it is read: what is still being written waits. */
export const quietTime = 400;
/** Once something is quiet, what else is going on is waited for until its first change is so old: a burst becomes one version. */
export const longestBurst = 1500;
/** A path that is never quiet is tried all the same, so long after its first change. */
export const longestUnrest = 30_000;
/** With more changes than that a walk over everything costs less. */
export const mostPaths = 20_000;

/** When a path changed for the first time, and last. */
type Change = {readonly first: number; readonly last: number};

/** Changes of a shared folder that wait until they can be read. Times are milliseconds of any one clock. */
export class PendingChanges {
	/** The one that changed last comes last. */
	readonly #paths = new Map<string, Change>();
	#everything: Change | undefined;
	/** When those changed first that were taken last, or wait for a look at everything: whoever postpones one doesn't begin anew. */
	#since = new Map<string, number>();

	/** Something has changed at a path, or below one that is new. */
	note(path: string, now: number): void {
		if (this.#everything) {
			this.#everything = {...this.#everything, last: now};
			return;
		}

		const first = this.#paths.get(path)?.first ?? now;
		this.#paths.delete(path);
		this.#paths.set(path, {first, last: now});
		if (this.#paths.size > mostPaths) {
			this.noteEverything(now);
		}
	}

	/** Anything may have changed. */
	noteEverything(now: number): void {
		this.#everything = {first: this.#everything?.first ?? this.#oldest ?? now, last: now};
		for (const [path, {first}] of this.#paths) {
			this.#since.set(path, first);
		}

		this.#paths.clear();
	}

	/**
	A path that was taken is still being written, so it waits again.

	@returns false when it has waited for so long that it is to be read all the same.
	*/
	postpone(path: string, now: number): boolean {
		const first = this.#paths.get(path)?.first ?? this.#since.get(path) ?? now;
		if (now - first >= longestUnrest) {
			return false;
		}

		if (!this.#everything) {
			this.#paths.delete(path);
			this.#paths.set(path, {first, last: now});
		}

		this.#since.set(path, first);
		return true;
	}

	/** When `take` has something, as far as is known; undefined: nothing is pending. */
	get due(): number | undefined {
		if (this.#everything) {
			return Math.min(this.#everything.last + quietTime, this.#everything.first + longestBurst);
		}

		let due: number | undefined;
		let newest = 0;
		for (const {first, last} of this.#paths.values()) {
			const settled = settledAt({first, last});
			due = Math.min(due ?? Infinity, Math.max(settled, first + longestBurst));
			newest = Math.max(newest, settled);
		}

		return due === undefined ? undefined : Math.min(due, newest);
	}

	/** What can be read now; paths in no order. Undefined: it is too early. */
	take(now: number): SourceChanges | undefined {
		const {due} = this;
		if (due === undefined || now < due) {
			return undefined;
		}

		if (this.#everything) {
			this.#everything = undefined;
			return 'everything';
		}

		const settled = [...this.#paths].filter(([, change]) => settledAt(change) <= now);
		this.#since = new Map(settled.map(([path, {first}]) => [path, first]));
		for (const [path] of settled) {
			this.#paths.delete(path);
		}

		return settled.map(([path]) => path);
	}

	get #oldest(): number | undefined {
		return this.#paths.size === 0 ? undefined : Math.min(...[...this.#paths.values()].map(({first}) => first));
	}
}

function settledAt({first, last}: Change): number {
	return Math.min(last + quietTime, first + longestUnrest);
}
