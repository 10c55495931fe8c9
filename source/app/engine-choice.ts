import {TimeSlice} from '../base/time-slice.ts';
import {readPages} from '../feed/read-index.ts';
import type {Library} from '../library/library.ts';
import type {ShareRecord} from '../library/record.ts';
import {all, letGo} from './choice.ts';
import {chooser} from './choose-files.ts';
import type {EngineShares} from './engine-shares.ts';
import type {Engine} from './engine.ts';
import {standingOf} from './let-go.ts';
import {openIndex} from './open-index.ts';

/** Which files of received shares are wanted, for screens that change it. */
export class EngineChoice {
	readonly #library: Library;
	readonly #shares: EngineShares;

	constructor(library: Library, shares: EngineShares) {
		this.#library = library;
		this.#shares = shares;
	}

	readonly choice: Engine['choice'] = async id => {
		const record = await this.#record(id);
		return record ? {only: record.only, selection: record.selection} : all;
	};

	readonly measureChoice: Engine['measureChoice'] = async (id, {only, selection}, signal) => {
		const sum = {
			picked: 0, fetched: {files: 0, bytes: 0}, unpicked: {files: 0, bytes: 0, edited: 0},
		};
		const record = await this.#record(id);
		const index = await openIndex(this.#library, this.#shares.find(id), signal);
		if (!index || !record?.directory) {
			await index?.close();
			return sum;
		}

		try {
			const wasChosen = chooser(record.only, record.selection);
			const isChosen = chooser(only, selection);
			const here = {known: index.known, directory: record.directory};
			const slice = new TimeSlice();
			for await (const {entries} of readPages(index.root, index.limit, index.read)) {
				for (const entry of entries) {
					signal.throwIfAborted();
					await slice.next();
					if (entry.kind === 'withheld') {
						continue;
					}

					const isPicked = isChosen(entry.path);
					sum.picked += isPicked ? 1 : 0;
					const isNew = isPicked && !wasChosen(entry.path) && entry.kind !== 'directory';
					const standing = isPicked && !isNew ? undefined : standingOf(entry, here);
					if (isNew && (!standing || standing.isEdited)) {
						sum.fetched.files++;
						sum.fetched.bytes += entry.kind === 'file' ? entry.size : 0;
					} else if (!isPicked && standing?.isEdited) {
						sum.unpicked.edited++;
					} else if (!isPicked && standing) {
						sum.unpicked.files++;
						sum.unpicked.bytes += standing.size;
					}
				}
			}
		} finally {
			await index.close();
		}

		return sum;
	};

	readonly choose: Engine['choose'] = async (id, choice, {deletes}) => {
		await this.#shares.alter(id, record => ({...choice, unpicked: letGo(record, choice, deletes), complete: false}), {isComplete: false});
	};

	async #record(id: string): Promise<ShareRecord | undefined> {
		const {key, runner: {model: {direction}}} = this.#shares.find(id);
		return key && direction === 'receiving' ? this.#library.find(key, direction) : undefined;
	}
}
