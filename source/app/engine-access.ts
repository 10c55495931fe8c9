import {ExpectedError} from '../base/errors.ts';
import type {Library} from '../library/library.ts';
import type {EngineShares} from './engine-shares.ts';
import {changed, type PeerList} from './peer-access.ts';
import {withoutRequest} from './share-model.ts';

/** Who may have the shares of an engine. */
export class EngineAccess {
	readonly #library: Library;
	readonly #shares: EngineShares;

	constructor(library: Library, shares: EngineShares) {
		this.#library = library;
		this.#shares = shares;
	}

	/** Puts a peer into one of the lists of a share, or takes it out: at once, and for later. */
	async exchange(id: string, list: PeerList, {peer, isIn}: {readonly peer: string; readonly isIn: boolean}): Promise<void> {
		const {runner, key, turns} = this.#shares.find(id);
		const {direction} = runner.model;
		runner.change(model => withoutRequest(model, peer));
		if (runner.open) {
			await runner.open.access.change(list, peer, {isIn});
			return;
		}

		await turns.run(async () => {
			const record = key && await this.#library.find(key, direction);
			if (record) {
				await this.#library.update(key, direction, {[list]: changed(record[list], peer, isIn)});
			}
		});
	}

	/** Says who alone may have a share, or with undefined that everybody may who has its key: at once, and for later. @throws ExpectedError `share-in-use` */
	async allowOnly(id: string, peers: readonly string[] | undefined): Promise<void> {
		const {runner, key, turns} = this.#shares.find(id);
		if (runner.model.phase === 'held' || runner.model.direction === 'receiving') {
			throw new ExpectedError('share-in-use', 'Who may have this share can’t be changed here.', {hint: 'Do it where it is shared from, or end the process that has it open.'});
		}

		const onlyAllowed = peers && [...new Set(peers)];
		runner.change(model => ({...model, onlyAllowed}));
		await (runner.open
			? runner.open.access.allowOnly(onlyAllowed ?? null)
			: turns.run(async () => key && this.#library.update(key, 'sharing', {onlyAllowed: onlyAllowed ?? null})));
	}
}
