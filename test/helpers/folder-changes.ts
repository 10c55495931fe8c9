import {setMaxListeners} from 'node:events';
import {mkdirSync, watch} from 'node:fs';
import type {TestContext} from 'node:test';
import {waitFor} from './wait-for.ts';

/** Counts what happens directly in a directory, made when missing: names that come and go, and writes to files. */
export class FolderChanges {
	count = 0;
	readonly #events = new EventTarget();

	constructor(t: TestContext, directory: string) {
		// Whoever gave up waiting still listens.
		setMaxListeners(0, this.#events);
		mkdirSync(directory, {recursive: true});
		const watcher = watch(directory, () => {
			this.count++;
			this.#events.dispatchEvent(new Event('change'));
		});
		t.after(() => {
			watcher.close();
		});
	}

	/** Resolves when there have been so many more from now on. */
	async more(count: number): Promise<void> {
		const end = this.count + count;
		await waitFor(this.#events, 'change', () => this.count >= end || undefined);
	}
}
