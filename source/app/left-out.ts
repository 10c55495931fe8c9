import type {LeftOutReason} from './events.ts';

/** What of the shared paths can't be carried, as far as the last looks at them have shown. */
export class LeftOut {
	readonly #reasons = new Map<string, LeftOutReason>();
	#before: ReadonlyMap<string, LeftOutReason> = new Map();

	get count(): number {
		return this.#reasons.size;
	}

	/** How many paths there are that something else than this is the reason for. */
	countWithout(reason: LeftOutReason): number {
		return [...this.#reasons.values()].filter(other => other !== reason).length;
	}

	/** @returns whether that is news. */
	add(path: string, reason: LeftOutReason): boolean {
		this.#reasons.set(path, reason);
		return this.#before.get(path) !== reason;
	}

	/** Everything is looked at again. */
	beginAgain(): void {
		this.#before = new Map(this.#reasons);
		this.#reasons.clear();
	}

	/** These paths are looked at again, with `isDeep` what is below them too. */
	beginAt(changes: ReadonlyArray<{readonly path: string; readonly isDeep: boolean}>): void {
		this.#before = new Map(this.#reasons);
		if (this.#reasons.size === 0) {
			return;
		}

		for (const {path, isDeep} of changes) {
			this.#reasons.delete(path);
			for (const known of isDeep ? this.#reasons.keys() : []) {
				if (known.startsWith(`${path}/`)) {
					this.#reasons.delete(known);
				}
			}
		}
	}
}
