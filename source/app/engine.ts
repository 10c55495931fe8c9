import type {FileChoice} from './choice.ts';
import type {
	BlockView, ChangeCounts, ChoiceSum, Difference, EngineState, FileRow, Limits, OfferAnswer, PeerView, SharePreview, ThemeName, Verification, VersionPage,
} from './engine-state.ts';

/**
Everything that runs behind a dashboard: the shares of this machine, each served or received until it is paused, and what the user can do with them.

`state` is for all screens; what only one screen shows (peers, blocks, files) is asked for while it is shown.
*/
export type Engine = {
	readonly getState: () => EngineState;
	/** Calls the listener after each change, at most four times a second. Call what it returns to stop. */
	readonly subscribe: (listener: () => void) => () => void;

	/** Counts what sharing these paths would announce; yields as it counts. Fails as sharing would. */
	readonly previewShare: (paths: readonly string[], signal: AbortSignal) => AsyncIterable<SharePreview>;
	/** Paths that begin with the text, directories with a slash at their end; at most so many. `~` is the user's home. */
	readonly completePath: (text: string, most: number) => Promise<readonly string[]>;
	/** Starts sharing, and gives the id of the share. */
	readonly share: (paths: readonly string[], options: {readonly asksFirst: boolean}) => Promise<string>;
	/** Looks for a share; its status becomes `offered` when its files are known. @throws ExpectedError `key-unreadable` */
	readonly get: (key: string) => Promise<string>;
	/** What is wrong with a key so far, or undefined; what is still being typed is not wrong. */
	readonly checkKey: (text: string) => string | undefined;
	/** The share key that a text is or holds, as shares have it (`ferry1…`), or undefined. */
	readonly findKey: (text: string) => string | undefined;
	/** Begins to write, or with undefined forgets the share. */
	readonly answerOffer: (id: string, answer: OfferAnswer | undefined) => Promise<void>;
	/** What is wanted of an offer, with what of it meets files that are there, in another directory too. */
	readonly measureOffer: (id: string, answer: OfferAnswer, signal: AbortSignal) => Promise<{readonly files: number; readonly bytes: number; readonly collisions: number; readonly freeBytes: number}>;

	/** Stops and remembers it over the end of the program. Without an id: everything. */
	readonly pause: (id?: string) => Promise<void>;
	readonly resume: (id?: string) => Promise<void>;
	/** Forgets a share and never touches the user's files. Gives the bytes of ferry's own that this freed. */
	readonly remove: (id: string) => Promise<number>;
	/** Whether new versions of a share that is received are applied as they come. */
	readonly follow: (id: string, isLive: boolean) => Promise<void>;
	/** Which files of a share that is received are wanted. */
	readonly choice: (id: string) => Promise<FileChoice>;
	/** What another choice comes to: how many entries it has, what is to be fetched, and what of the files that are here is not picked by it. */
	readonly measureChoice: (id: string, choice: FileChoice, signal: AbortSignal) => Promise<ChoiceSum>;
	/** Has other files: fetches those that are new, and deletes, if that is wanted, those that are not picked any more and were not changed here. */
	readonly choose: (id: string, choice: FileChoice, options: {readonly deletes: boolean}) => Promise<void>;
	/** Receives the newest version of a share that is running, once. */
	readonly update: (id: string) => Promise<void>;
	/** Reads every byte on disk again; what differs becomes activity of the share. Undefined when it was ended before. */
	readonly verify: (id: string) => Promise<Verification | undefined>;

	/** Over all shares. */
	readonly setLimits: (limits: Limits) => Promise<void>;
	/** Of one share, at once and for later. */
	readonly limitShare: (id: string, limits: Limits) => Promise<void>;
	readonly setTheme: (theme: ThemeName) => Promise<void>;
	/** Makes a peer a contact, or gives it another name; an empty name takes it back. @throws ExpectedError `usage` when another contact has that name */
	readonly namePeer: (peer: string, name: string) => Promise<void>;
	readonly choosePeer: (id: string, peer: string, isChosen: boolean) => Promise<void>;
	readonly blockPeer: (id: string, peer: string, isBlocked: boolean) => Promise<void>;
	/** The user's word on a peer that asks. */
	readonly answerPeer: (id: string, peer: string, isAllowed: boolean) => Promise<void>;

	/** What this computer is called when it offers something; empty: nothing is said. @throws ExpectedError `usage` when it is too long */
	readonly setOwnName: (name: string) => Promise<void>;
	/** Whether ferries of the local network that are no contacts may offer something, and see this one. */
	readonly setLanOffers: (isAllowed: boolean) => Promise<void>;
	/** Makes somebody a contact by their key, as `ferry id` shows it. @throws ExpectedError `usage` for what is no key, this computer's own, or a name that another contact has */
	readonly addContact: (key: string, name: string) => Promise<void>;
	/** Forgets a contact, and what it has offered. */
	readonly removeContact: (peer: string) => Promise<void>;
	/** Takes no more offers from somebody, contact or not, and forgets those that are there; or takes them again. */
	readonly blockContact: (peer: string, isBlocked: boolean) => Promise<void>;
	/** Words that both sides see for each other and compare by telephone: they are the same only if nobody has put in a key of their own. */
	readonly comparisonWords: (peer: string) => Promise<readonly string[]>;
	/** Offers a share to peers; those who aren't there are told when they come. */
	readonly offerShare: (id: string, peers: readonly string[]) => Promise<void>;
	/** Answers what a peer has offered. Accepted, it begins as `get` does, and gives the id of the share; it stays, and the peer is not told, until `answerOffer` says yes; `block` takes nothing more from that peer, which is not told. */
	readonly answerPeerOffer: (id: string, answer: 'accept' | 'refuse' | 'block') => Promise<string | undefined>;
	/** Says who alone may have a share that is shared from here; undefined: whoever has its key. Whoever is left out loses it at once. */
	readonly allowOnly: (id: string, peers: readonly string[] | undefined) => Promise<void>;

	readonly peers: (id: string) => readonly PeerView[];
	/** The feed as so many cells at most. */
	readonly blocks: (id: string, cells: number) => BlockView;
	/** What stands directly in a directory (empty: the share itself), from the pages of the index that this takes. `after`: the path of the last row that is known. */
	readonly files: (id: string, directory: string, options: {readonly after?: string | undefined; readonly most: number; readonly signal: AbortSignal}) => Promise<readonly FileRow[]>;
	/** Everything whose path contains the text, whatever its case; with an empty one and `onlyProblems`, what is a problem. */
	readonly search: (id: string, text: string, options: {readonly onlyProblems: boolean; readonly most: number; readonly signal: AbortSignal}) => AsyncIterable<readonly FileRow[]>;

	/** The complete versions of a share, from the commits that this takes. `after`: the block of the last one that is known. */
	readonly versions: (id: string, options: {readonly after?: number | undefined; readonly most: number; readonly signal: AbortSignal}) => Promise<VersionPage>;
	/** What a version has changed, added up. @throws ExpectedError `content-gone` when what this takes can't be read now */
	readonly countChanges: (id: string, block: number, signal: AbortSignal) => Promise<ChangeCounts>;
	/** What a version has changed, by path, in order; less than `most` in the end. `after`: the path of the last one that is known. @throws ExpectedError `content-gone` */
	readonly differences: (id: string, block: number, options: {readonly after?: string | undefined; readonly most: number; readonly signal: AbortSignal}) => Promise<readonly Difference[]>;

	/** Stops everything, to be resumed the next time. */
	readonly close: () => Promise<void>;
};
