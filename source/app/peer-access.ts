import type {Library} from '../library/library.ts';
import {recordDefaults, type ShareRecord} from '../library/record.ts';
import type {Access, AccessRequest} from '../transfer/active-feed.ts';
import type {OnEvent} from './events.ts';
import {decidePeer, policyOf} from './peer-policy.ts';

/** The lists of a share's record that say who may have it. */
export type PeerList = 'allowedPeers' | 'blockedPeers' | 'chosenPeers';

/** What a share's record says of who may have it. */
export type AccessRules = Pick<ShareRecord, 'asksFirst' | 'onlyAllowed' | PeerList>;

export type PeerAccessOptions = {
	readonly library: Pick<Library, 'update'>;
	readonly key: Uint8Array;
	readonly direction: ShareRecord['direction'];
	/** Undefined for a share that is new here: everyone may have it. */
	readonly record: AccessRules | undefined;
	readonly onEvent: OnEvent;
	/** Called for a new peer when the share asks first. It is let in, or not, by `answer`. */
	readonly onRequest?: ((request: AccessRequest, access: PeerAccess) => void) | undefined;
	/** A peer that has asked is gone. */
	readonly onRequestGone?: ((peer: string) => void) | undefined;
};

/** Who may have a share while it is open, as its record says and as the user changes it. */
export class PeerAccess implements Access {
	readonly #options: PeerAccessOptions;
	#rules: AccessRules;
	#review: () => void = () => undefined;

	constructor(options: PeerAccessOptions) {
		const {asksFirst, allowedPeers, blockedPeers, chosenPeers, onlyAllowed} = options.record ?? recordDefaults;
		this.#options = options;
		this.#rules = {
			asksFirst, allowedPeers, blockedPeers, chosenPeers, onlyAllowed,
		};
	}

	get rules(): AccessRules {
		return this.#rules;
	}

	readonly decide: Access['decide'] = peer => decidePeer(policyOf(this.#rules), peer);

	readonly onRequest = (request: AccessRequest): void => {
		this.#options.onEvent({type: 'peer-asks', ...request});
		this.#options.onRequest?.(request, this);
	};

	readonly onRequestGone = (peer: string): void => {
		this.#options.onRequestGone?.(peer);
	};

	/** Has connections looked at again whenever something has changed. */
	onChange(review: () => void): void {
		this.#review = review;
	}

	/** Puts a peer into a list, or takes it out: at once for everyone who is connected, and remembered. */
	async change(list: PeerList, peer: string, {isIn}: {readonly isIn: boolean}): Promise<void> {
		await this.#follow({...this.#rules, [list]: changed(this.#rules[list], peer, isIn)});
	}

	/** Has new peers ask, or not any more. Whoever is connected and was never asked about has to ask now. */
	async askFirst(asksFirst: boolean): Promise<void> {
		await this.#follow({...this.#rules, asksFirst});
	}

	/** Says who alone may have it; null: whoever has its key. */
	async allowOnly(onlyAllowed: readonly string[] | null): Promise<void> {
		await this.#follow({...this.#rules, onlyAllowed});
	}

	/** The user's word on a peer that asked. */
	async answer(peer: string, {isAllowed}: {readonly isAllowed: boolean}): Promise<void> {
		await this.change(isAllowed ? 'allowedPeers' : 'blockedPeers', peer, {isIn: true});
	}

	async #follow(rules: AccessRules): Promise<void> {
		const {library, key, direction} = this.#options;
		this.#rules = rules;
		this.#review();
		await library.update(key, direction, rules);
	}
}

/** A list of peers with one more, or without it. */
export function changed(list: readonly string[], peer: string, isIn: boolean): readonly string[] {
	const others = list.filter(other => other !== peer);
	return isIn ? [...others, peer] : others;
}
