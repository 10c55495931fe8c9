import type {Library} from '../library/library.ts';
import type {ShareRecord} from '../library/record.ts';
import type {Access, AccessRequest} from '../transfer/replicate.ts';
import {decidePeer} from './peer-policy.ts';

/** The lists of a share's record that say who may have it. */
export type PeerList = 'allowedPeers' | 'blockedPeers' | 'chosenPeers';

export type PeerAccessOptions = {
	readonly library: Library;
	readonly key: Uint8Array;
	readonly record: Pick<ShareRecord, 'direction' | 'asksFirst' | PeerList>;
	/** Called for a new peer when the share asks first. It is let in, or not, by `allow`. */
	readonly onRequest: (request: AccessRequest) => void;
};

/** Who may have a share while it is open, as its record says and as the user changes it. */
export class PeerAccess implements Access {
	readonly onRequest: (request: AccessRequest) => void;
	readonly #options: PeerAccessOptions;
	#lists: Readonly<Record<PeerList, readonly string[]>>;
	#review: () => void = () => undefined;

	constructor(options: PeerAccessOptions) {
		const {allowedPeers, blockedPeers, chosenPeers} = options.record;
		this.onRequest = options.onRequest;
		this.#options = options;
		this.#lists = {allowedPeers, blockedPeers, chosenPeers};
	}

	get lists(): Readonly<Record<PeerList, readonly string[]>> {
		return this.#lists;
	}

	readonly decide: Access['decide'] = peer => decidePeer({
		asksFirst: this.#options.record.asksFirst,
		allowed: new Set(this.#lists.allowedPeers),
		blocked: new Set(this.#lists.blockedPeers),
		chosen: new Set(this.#lists.chosenPeers),
	}, peer);

	/** Has connections looked at again whenever something has changed. */
	onChange(review: () => void): void {
		this.#review = review;
	}

	/** Puts a peer into a list, or takes it out: at once for everyone who is connected, and remembered. */
	async change(list: PeerList, peer: string, {isIn}: {readonly isIn: boolean}): Promise<void> {
		const {library, key, record} = this.#options;
		this.#lists = {...this.#lists, [list]: changed(this.#lists[list], peer, isIn)};
		this.#review();
		await library.update(key, record.direction, this.#lists);
	}

	/** The user's word on a peer that asked. */
	async answer(peer: string, {isAllowed}: {readonly isAllowed: boolean}): Promise<void> {
		await this.change(isAllowed ? 'allowedPeers' : 'blockedPeers', peer, {isIn: true});
	}
}

/** A list of peers with one more, or without it. */
export function changed(list: readonly string[], peer: string, isIn: boolean): readonly string[] {
	const others = list.filter(other => other !== peer);
	return isIn ? [...others, peer] : others;
}
