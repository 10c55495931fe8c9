import {Buffer} from 'node:buffer';
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import type {TestContext} from 'node:test';
import crypto from 'hypercore-crypto';
import {holdShare, type HeldShare} from '../../source/app/held-share.ts';
import {publish, type Published} from '../../source/app/publish.ts';
import type {PublishOptions} from '../../source/app/publish-options.ts';
import {SourceFeed} from '../../source/app/source-feed.ts';
import {walk} from '../../source/app/walk.ts';
import {decodeCommit, type Commit} from '../../source/feed/commit.ts';
import type {Entry, FileEntry} from '../../source/feed/entry.ts';
import {Library} from '../../source/library/library.ts';
import {loadIgnoreRules} from '../../source/folder/ignore-rules.ts';
import {temporaryFolder} from './temporary-folder.ts';

/** A folder, and a feed of it on disk that nobody else sees. */
export type SourceFolder = {
	/** Absolute; empty at first. */
	readonly folder: string;
	/** Opens the feed, again with what is on disk when it was closed. */
	readonly open: () => Promise<OpenSource>;
};

export type Report = Published & {
	/** `changed path`, `gone path` and `reason path`. */
	readonly said: readonly string[];
	/** Bytes that the feed has grown by. */
	readonly appended: number;
};

export async function sourceFolder(t: TestContext, {keepHistory = false} = {}): Promise<SourceFolder> {
	const root = await temporaryFolder(t);
	const folder = path.join(root, 'shared');
	await mkdir(folder);
	const library = await Library.open(path.join(root, 'store'));
	const keyPair = crypto.keyPair();
	let isNew = true;
	return {
		folder,
		async open() {
			const changed: string[] = [];
			const broken: number[] = [];
			const held = await holdShare(library, {
				key: keyPair.publicKey,
				direction: 'sharing',
				keyPair: isNew ? keyPair : undefined,
				keepHistory,
				async waitForRoom(error) {
					throw error;
				},
				hooks: {
					prepare: fail,
					clearPart: fail,
					onChanged(file) {
						changed.push(file.path);
					},
					onBroken(index) {
						broken.push(index);
					},
					onStored() {
						// What is appended was there before.
					},
					onFailed(error) {
						throw error;
					},
				},
			});
			isNew = false;
			const feed = new SourceFeed({
				...held, blockSize: held.slices.blockSize, keepHistory, roots: [{name: '', place: folder}],
			});
			await feed.load();
			const source = new OpenSource(folder, held, feed, {changed, broken});
			t.after(async () => source.close());
			return source;
		},
	};
}

/** An open feed of the folder. */
export class OpenSource {
	readonly held: HeldShare;
	readonly feed: SourceFeed;
	/** Paths of files that were found changed when they were read for somebody. */
	readonly changed: readonly string[];
	/** Blocks that could not be put together. */
	readonly broken: readonly number[];
	readonly #folder: string;
	#isClosed = false;

	constructor(folder: string, held: HeldShare, feed: SourceFeed, {changed, broken}: Pick<OpenSource, 'changed' | 'broken'>) {
		this.#folder = folder;
		this.held = held;
		this.feed = feed;
		this.changed = changed;
		this.broken = broken;
	}

	/** Walks the folder and brings the feed up to date. */
	async publish(options: Partial<PublishOptions> = {}): Promise<Report> {
		const roots = [{name: '', place: this.#folder}];
		const said: string[] = [];
		const signal = options.signal ?? new AbortController().signal;
		const onLeftOut = (name: string, reason: string): void => {
			said.push(`${reason} ${name}`);
		};

		const {found, ...counts} = await walk({
			roots, rules: await loadIgnoreRules({ignoreFile: undefined, gitignore: false, enabled: true}), exclude: [], signal, onLeftOut,
		});
		const before = this.held.core.byteLength;
		const published = await publish(this.feed, {
			found: found(),
			expected: counts,
			name: 'shared',
			kind: 'folder',
			signal,
			onProgress() {
				// Shown to people only.
			},
			onLeftOut,
			onSourceChanged(name, change) {
				said.push(`${change} ${name}`);
			},
			...options,
		});
		return {...published, said, appended: this.held.core.byteLength - before};
	}

	/** Every entry of the newest index, by path. */
	async entries(): Promise<Map<string, Entry>> {
		const entries = new Map<string, Entry>();
		for await (const entry of this.feed.index.entries(this.feed.commit)) {
			entries.set(entry.path, entry);
		}

		return entries;
	}

	async file(name: string): Promise<FileEntry> {
		const entries = await this.entries();
		const entry = entries.get(name);
		if (entry?.kind !== 'file') {
			throw new Error(`${name} is no file of the feed`);
		}

		return entry;
	}

	/** What a peer would get of a file; undefined when a block of it is not there. */
	async content(name: string): Promise<string | undefined> {
		const {extents} = await this.file(name);
		const {core, slices} = this.held;
		const parts: Uint8Array[] = [];
		for (const {block, offset, length} of extents) {
			let missing = length;
			for (let index = block; missing > 0; index++) {
				const bytes = core.core.bitfield.get(index) ? await core.get(index, {wait: false}) : undefined;
				if (!bytes) {
					return undefined;
				}

				const start = index === block ? offset : 0;
				const part = bytes.subarray(start, Math.min(start + missing, slices.blockSize));
				parts.push(part);
				missing -= part.byteLength;
			}
		}

		return Buffer.concat(parts).toString('latin1');
	}

	/** Blocks of the feed that are offered. */
	blocks(): number[] {
		const {core} = this.held;
		return Array.from({length: core.length}, (_, index) => index).filter(index => core.core.bitfield.get(index));
	}

	/** The commit in a block. */
	async commit(block: number): Promise<Commit> {
		const bytes = await this.held.core.get(block, {wait: false});
		return decodeCommit(bytes!);
	}

	async close(): Promise<void> {
		if (!this.#isClosed) {
			this.#isClosed = true;
			await this.held.close();
		}
	}
}

function fail(): never {
	throw new Error('A shared file is never written');
}
