import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {TestContext} from 'node:test';
import {FolderWatcher, type FolderWatcherOptions} from '../../source/folder/watch-folders.ts';
import {temporaryFolder} from './temporary-folder.ts';
import {waitFor} from './wait-for.ts';

/** A watcher that remembers what it has told. */
export class WatchWitness extends EventTarget {
	readonly watcher: FolderWatcher;
	readonly heard: string[] = [];
	readonly lost: string[] = [];

	constructor(t: TestContext, options: Partial<FolderWatcherOptions> = {}) {
		super();
		this.watcher = new FolderWatcher({
			onChange: changed => {
				this.heard.push(changed);
				this.dispatchEvent(new Event('told'));
			},
			onLost: problem => {
				this.lost.push(problem);
				this.dispatchEvent(new Event('told'));
			},
			...options,
		});
		t.after(() => {
			this.watcher.close();
		});
	}

	/** Waits until all these paths have been told since it was last asked. */
	async hears(...paths: readonly string[]): Promise<void> {
		await waitFor(this, 'told', () => paths.every(each => this.heard.includes(each)) || undefined);
		this.heard.length = 0;
	}

	/** What has been told before this file was written, its own path left out. */
	async heardBefore(sentinel: string, place: string): Promise<string[]> {
		await writeFile(place, 'now');
		await waitFor(this, 'told', () => this.heard.includes(sentinel) || undefined);
		return this.heard.splice(0).filter(each => each !== sentinel);
	}
}

/** A folder whose directories are watched: `old.txt`, `directory/inner.txt`, `directory/below/deep.txt`; and a directory beside it. */
export async function watchedFolder(t: TestContext, options?: Partial<FolderWatcherOptions>): Promise<{folder: string; beside: string; witness: WatchWitness}> {
	const outer = await temporaryFolder(t);
	const folder = path.join(outer, 'folder');
	const beside = path.join(outer, 'beside');
	await mkdir(path.join(folder, 'directory/below'), {recursive: true});
	await mkdir(beside);
	await writeFile(path.join(folder, 'old.txt'), 'old');
	await writeFile(path.join(folder, 'directory/inner.txt'), 'inner');
	await writeFile(path.join(folder, 'directory/below/deep.txt'), 'deep');
	await writeFile(path.join(beside, 'other.txt'), 'other');
	const witness = new WatchWitness(t, options);
	for (const each of ['', 'directory', 'directory/below']) {
		assert.equal(witness.watcher.watch(each, path.join(folder, each)), true);
	}

	return {folder, beside, witness};
}
