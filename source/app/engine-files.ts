import path from 'node:path';
import {listDirectory} from '../feed/list-directory.ts';
import {freeSpace} from '../folder/free-space.ts';
import {expandHome} from '../folder/complete-path.ts';
import type {Library} from '../library/library.ts';
import {all, wantedBy} from './choice.ts';
import {chooser} from './choose-files.ts';
import type {EngineShare} from './engine-share.ts';
import type {EngineShares} from './engine-shares.ts';
import type {FileRow, ShareOffer} from './engine-state.ts';
import type {Engine} from './engine.ts';
import {fileRow, type KnownOfFiles} from './file-rows.ts';
import {indexSums, type IndexSums} from './index-sums.ts';
import {measureSelection} from './measure-selection.ts';
import {openIndex, type OpenIndex} from './open-index.ts';
import {searchFiles} from './search-files.ts';
import {isSourceGone} from './share-status.ts';

/** The files of shares, for screens that show them. */
export class EngineFiles {
	readonly #library: Library;
	readonly #shares: EngineShares;
	/** What has been added up of an offer stays as long as its index is the newest. */
	readonly #sums = new WeakMap<object, {readonly limit: number; readonly sums: IndexSums}>();

	constructor(library: Library, shares: EngineShares) {
		this.#library = library;
		this.#shares = shares;
	}

	readonly files: Engine['files'] = async (id, directory, {after, most, signal}) => {
		const share = this.#shares.find(id);
		const index = await openIndex(this.#library, share, signal);
		if (!index) {
			return [];
		}

		try {
			const entries = await listDirectory(index, directory, {after, most, signal});
			const known = await this.#known(share, index);
			return entries.map(entry => fileRow(entry, known));
		} finally {
			await index.close();
		}
	};

	readonly search: Engine['search'] = (id, text, options) => this.#search(this.#shares.find(id), text, options);

	readonly measureOffer: Engine['measureOffer'] = async (id, {directory, selection}, signal) => {
		const share = this.#shares.find(id);
		const offered = share.runner.model.offer?.directory ?? '.';
		const destination = path.resolve(directory === undefined ? offered : expandHome(directory));
		// What is added up outlives this call, and so does the way to read on.
		const index = await openIndex(this.#library, share, new AbortController().signal);
		if (!index) {
			return {
				files: 0, bytes: 0, collisions: 0, freeBytes: await freeSpace(destination),
			};
		}

		try {
			const {files, bytes, collisions} = await measureSelection(selection, this.#sumsOf(index, share.runner.model.offer), {directory: destination, signal});
			return {
				files, bytes, collisions, freeBytes: await freeSpace(destination),
			};
		} finally {
			await index.close();
		}
	};

	async * #search(share: EngineShare, text: string, options: Parameters<Engine['search']>[2]): AsyncGenerator<readonly FileRow[], void, void> {
		const index = await openIndex(this.#library, share, options.signal);
		if (!index) {
			return;
		}

		try {
			yield * searchFiles(index, await this.#known(share, index), text, options);
		} finally {
			await index.close();
		}
	}

	#sumsOf(index: OpenIndex, offer: ShareOffer | undefined): IndexSums {
		const {open, limit} = index;
		if (!open) {
			return indexSums(index);
		}

		const known = this.#sums.get(open);
		if (known?.limit === limit) {
			return known.sums;
		}

		const sums = indexSums(index, offer && sumOf(offer, limit));
		this.#sums.set(open, {limit, sums});
		return sums;
	}

	async #known({runner, key}: EngineShare, {open}: OpenIndex): Promise<KnownOfFiles> {
		const {direction, isComplete} = runner.model;
		if (direction === 'sharing') {
			return {problems: runner.problems, isSourceGone: isSourceGone(runner.model), receiving: undefined};
		}

		const record = key && await this.#library.find(key, direction);
		const choice = record ?? all;
		const wantedOf = wantedBy(choice);
		return {
			problems: runner.problems,
			isSourceGone: false,
			receiving: {
				plan: open?.plan(), isChosen: chooser(choice.only, choice.selection), isPartly: directory => wantedOf(directory, 'directory') === 'part', isComplete,
			},
		};
	}
}

/** The sum of everything, if the offer was counted from this version. */
function sumOf({directory, files, bytes, collisions, counted}: ShareOffer, block: number): Parameters<typeof indexSums>[1] {
	return counted?.block === block
		? {
			directory,
			sum: {
				files, bytes, collisions, neededBytes: counted.neededBytes,
			},
			standing: counted.standing,
		}
		: undefined;
}
