import type {Library} from '../library/library.ts';
import {recordDefaults, type ShareRecord} from '../library/record.ts';
import type {Access, AccessRequest} from '../transfer/replicate.ts';
import type {OnEvent} from './events.ts';
import {decidePeer, policyOf} from './peer-policy.ts';

/** The lists of a share's record that say who may have it. */
export type PeerList = 'allowedPeers' | 'blockedPeers' | 'chosenPeers';

export type PeerAccessOptions = {
	readonly library: Library;
	readonly key: Uint8Array;
	readonly direction: ShareRecord['direction'];
	/** Undefined for a share that is new here: everyone may have it. */
	readonly record: Pick<ShareRecord, 'asksFirst' | PeerList> | undefined;
	readonly onEvent: OnEvent;
	/** Called for a new peer when the share asks first. It is let in, or not, by `answer`. */
	readonly onRequest?: ((request: AccessRequest, access: PeerAccess) => void) | undefined;
};

/** Who may have a share while it is open, as its record says and as the user changes it. */
export class PeerAccess implements Access {
	readonly #options: PeerAccessOptions;
	readonly #asksFirst: boolean;
	#lists: Readonly<Record<PeerList, readonly string[]>>;
	#review: () => void = () => undefined;

	constructor(options: PeerAccessOptions) {
		const {asksFirst, allowedPeers, blockedPeers, chosenPeers} = options.record ?? recordDefaults;
		this.#options = options;
		this.#asksFirst = asksFirst;
		this.#lists = {allowedPeers, blockedPeers, chosenPeers};
	}

	get lists(): Readonly<Record<PeerList, readonly string[]>> {
		return this.#lists;
	}

	readonly decide: Access['decide'] = peer => decidePeer(policyOf({...this.#lists, asksFirst: this.#asksFirst}), peer);

	readonly onRequest = (request: AccessRequest): void => {
		this.#options.onEvent({type: 'peer-asks', ...request});
		this.#options.onRequest?.(request, this);
	};

	/** Has connections looked at again whenever something has changed. */
	onChange(review: () => void): void {
		this.#review = review;
	}

	/** Puts a peer into a list, or takes it out: at once for everyone who is connected, and remembered. */
	async change(list: PeerList, peer: string, {isIn}: {readonly isIn: boolean}): Promise<void> {
		const {library, key, direction} = this.#options;
		this.#lists = {...this.#lists, [list]: changed(this.#lists[list], peer, isIn)};
		this.#review();
		await library.update(key, direction, this.#lists);
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
