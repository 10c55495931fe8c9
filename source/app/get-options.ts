import type {OnEvent} from './events.ts';
import type {FileSelection} from './file-selection.ts';
import type {Unpicked} from './let-go.ts';
import type {Offer} from './offer.ts';
import type {OpenShare} from './open-share.ts';
import type {Wish} from './receive-record.ts';

export type GetOptions = Wish & {
	/** Go on serving when everything is here. */
	readonly stay: boolean;
	/** What is complete here and does not follow the share stays at its version, and newer ones are told of. */
	readonly keepsVersion?: boolean | undefined;
	/** Remove whatever the share doesn't have. */
	readonly mirror?: boolean | undefined;
	/** What was received and is not picked any more is deleted, unless it was changed here. */
	readonly deletesUnpicked?: boolean | undefined;
	/** Asked when the choice has changed, with what was received and is not picked any more: whether it is deleted. Undefined: it stays. What was changed here stays in any case. */
	readonly confirmDeletion?: ((unpicked: Unpicked) => Promise<boolean>) | undefined;
	/** Milliseconds to look for peers; undefined: for ever. */
	readonly timeout?: number | undefined;
	/** Asked before anything is written, unless this continues an earlier get: false for no. */
	readonly confirm: (offer: Offer) => Promise<boolean | Acceptance>;
	/** Given what is known of an offer before it is counted, and `confirm` is asked; only when everything is wanted. */
	readonly onCommit?: (offer: Offer) => void;
	/** Called when the feed is open, for those who look at it. */
	readonly onOpen?: (share: OpenShare) => void;
	readonly signal: AbortSignal;
	readonly onEvent: OnEvent;
};

/** A yes to an offer that says more. */
export type Acceptance = {
	/** Another directory than the one that was offered. */
	readonly directory?: string | undefined;
	readonly selection: FileSelection;
	/** Apply new versions as they come; undefined: as was wished. */
	readonly live?: boolean | undefined;
};
