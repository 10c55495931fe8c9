import {Buffer} from 'node:buffer';
import {ExpectedError} from '../base/errors.ts';
import type {Entry, Extent, FileEntry} from '../feed/entry.ts';
import {readPages} from '../feed/read-index.ts';
import type {AppContext} from './app-context.ts';
import {checkExtents} from './check-extents.ts';
import {firstCommit} from './first-commit.ts';
import {
	askPeers, openHere, type ReadOptions, type ShareReader,
} from './share-reader.ts';
import type {VersionWish} from './version-wish.ts';
import {findVersion, type Version} from './versions.ts';

/** An old version of a share, and where its content can come from: this disk, and the peers, who are asked only when they are needed. */
export class VersionSource {
	/**
	Finds a version.

	@throws ExpectedError `version-missing`, `no-peer`, `content-gone`, `feed-malformed`, and whatever the signal was aborted with.
	*/
	static async open(context: AppContext, key: Uint8Array, wish: VersionWish, options: ReadOptions): Promise<VersionSource> {
		const source = new VersionSource(context, key, options);
		try {
			await source.openHere();
			source.#version = await source.#findHere(wish) ?? await source.#findAtPeers(wish);
			return source;
		} catch (error) {
			await source.close();
			throw error;
		}
	}

	readonly #context: AppContext;
	readonly #key: Uint8Array;
	readonly #options: ReadOptions;
	#here: ShareReader | undefined;
	#peers: Promise<ShareReader> | undefined;
	#isClosed = false;
	#version: Version | undefined;
	#newest: Version | undefined;
	/** Where in the feed files stand whose own blocks are gone. */
	readonly #moved = new Map<string, readonly Extent[]>();

	private constructor(context: AppContext, key: Uint8Array, options: ReadOptions) {
		this.#context = context;
		this.#key = key;
		this.#options = options;
	}

	get version(): Version {
		return this.#version!;
	}

	/** The share as it is on this disk, as long as nobody else uses it. */
	get here(): ShareReader | undefined {
		return this.#here;
	}

	/** A record of the feed, from wherever it is. */
	readonly read = async (index: number): Promise<Uint8Array> => {
		const bytes = await this.#here?.core.get(index, {wait: false});
		return bytes ?? (await this.peers()).get(index);
	};

	/** Every entry of the version, in order. */
	async * entries(): AsyncGenerator<Entry, void, void> {
		const {commit, block} = this.version;
		for await (const {entries} of readPages(commit.root, block, this.read)) {
			yield * entries;
		}
	}

	/**
	Files of the version with the blocks in which the newest version has the same content, under whatever name: small files are packed anew when another one in their block has changed. Those that it doesn't have are left out.
	*/
	async sameInNewest(files: readonly FileEntry[]): Promise<FileEntry[]> {
		const {commit, block} = this.#newest!;
		const wanted = new Map<string, FileEntry[]>();
		for (const file of files.filter(({sha256}) => sha256 !== undefined)) {
			const same = wanted.get(contentOf(file));
			if (same) {
				same.push(file);
			} else {
				wanted.set(contentOf(file), [file]);
			}
		}

		const found: FileEntry[] = [];
		for await (const {entries} of wanted.size === 0 ? [] : readPages(commit.root, block, this.read)) {
			for (const entry of entries) {
				const same = entry.kind === 'file' && entry.sha256 ? wanted.get(contentOf(entry)) : undefined;
				if (same && entry.kind === 'file') {
					checkExtents(entry, commit.blockSize, block);
					found.push(...same.map(file => ({...file, extents: entry.extents})));
					wanted.delete(contentOf(entry));
				}
			}

			if (wanted.size === 0) {
				break;
			}
		}

		return found;
	}

	/** Has a file of the version read from other blocks. */
	move({path, extents}: FileEntry): void {
		this.#moved.set(path, extents);
	}

	/** Where the content of a file is read. */
	extentsOf({path, extents}: FileEntry): readonly Extent[] {
		return this.#moved.get(path) ?? extents;
	}

	/** Those who have the share. */
	async peers(): Promise<ShareReader> {
		if (this.#isClosed) {
			throw new Error('What was read ahead is not needed any more');
		}

		this.#peers ??= askPeers(this.#context, this.#key, this.#options);
		return this.#peers;
	}

	/** Opens the share on this disk again, unless another ferry has taken it meanwhile. */
	async openHere(): Promise<void> {
		this.#here ??= await openHere(this.#context, this.#key, this.#options);
	}

	/** Leaves the share on this disk to another ferry, unless it is all there is: peers know what is in the feed, too. */
	async spareHere(): Promise<void> {
		if (this.#peers) {
			const here = this.#here;
			this.#here = undefined;
			await here?.close();
		}
	}

	/** Nobody was found. */
	async leavePeers(): Promise<void> {
		const peers = await this.#peers?.catch(() => undefined);
		this.#peers = undefined;
		await peers?.close();
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		await this.#here?.close();
		await this.leavePeers();
	}

	/** Of one's own share everything is known here; of one that was received only what it was then. */
	async #findHere(wish: VersionWish): Promise<Version | undefined> {
		const here = this.#here;
		const isOwn = here?.here?.direction === 'sharing';
		if (!here || !(isOwn || 'version' in wish)) {
			return undefined;
		}

		try {
			return await this.#find(here, wish);
		} catch (error) {
			if (!isOwn && error instanceof ExpectedError && ['no-peer', 'version-missing'].includes(error.code)) {
				return undefined;
			}

			throw error;
		}
	}

	async #findAtPeers(wish: VersionWish): Promise<Version> {
		return this.#find(await this.peers(), wish);
	}

	async #find({core, signal, get}: ShareReader, wish: VersionWish): Promise<Version> {
		this.#newest = await firstCommit(core, {...this.#options, signal});
		return findVersion(this.#newest, wish, get);
	}
}

/** As short as a string of it gets. */
function contentOf({size, sha256}: FileEntry): string {
	return `${size} ${Buffer.from(sha256!).toString('latin1')}`;
}
