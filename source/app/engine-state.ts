import type {FileSelection} from './file-selection.ts';
import type {Unpicked} from './let-go.ts';
import type {Offer} from './offer.ts';
import type {PeerOfferView, PersonView, SentOffer} from './people.ts';

export type {Difference} from './compare-versions.ts';
export type {ChangeCounts} from './log-versions.ts';
export type {PeerOfferView, PersonView, SentOffer} from './people.ts';

/**
All that a dashboard shows, as plain readonly data. The engine makes a new one at most four times a second; whatever did not change is the same object as before.

Sizes are bytes, speeds bytes a second, times milliseconds since 1970. Keys of peers are hexadecimal. Names and paths may come from a feed: whoever shows them escapes them.
*/
export type EngineState = {
	/** The oldest first. */
	readonly shares: readonly ShareState[];
	readonly network: NetworkState;
	/** Names that the user gave to peers, by their keys. */
	readonly peerNames: Readonly<Record<string, string>>;
	/** This computer's public key, by which others pick it. */
	readonly ownKey: string;
	/** What this computer is called when it offers something; empty: nothing is said. */
	readonly ownName: string;
	/** Ferries of the local network that are no contacts may offer something. */
	readonly lanOffers: boolean;
	/** Whom something can be offered to: contacts in the order of their names, then ferries of the local network; those whom the user has blocked stand among them. */
	readonly people: readonly PersonView[];
	/** What others have offered and the user has not answered, the newest last. */
	readonly peerOffers: readonly PeerOfferView[];
	/** What was offered to others from here. */
	readonly sentOffers: readonly SentOffer[];
	readonly limits: Limits;
	readonly theme: ThemeName;
	/** Something to tell the user once, the newest last. */
	readonly notices: readonly Notice[];
};

export type ThemeName = 'dark' | 'light' | 'mono';

/** Bytes a second, over all shares or over one; undefined: as fast as it goes. */
export type Limits = {
	readonly upload: number | undefined;
	readonly download: number | undefined;
	/** Over all shares: no limit, not even that of a share, holds in the local network. */
	readonly exceptLan?: boolean | undefined;
};

export type NetworkState = {
	/** `closed` until the first share needs it. */
	readonly status: 'closed' | 'connecting' | 'online' | 'unreachable';
	/** Why nothing connects and what to do, when that is known. */
	readonly reason: string | undefined;
	/** Over all shares. */
	readonly upload: number;
	readonly download: number;
	/** One figure a second, the newest last, at most sixty. */
	readonly uploadHistory: readonly number[];
	readonly downloadHistory: readonly number[];
};

/**
What a share is doing, in the order in which the user's attention goes there:

- `starting`: being opened; `connecting`: nobody in the DHT has answered yet.
- `waiting`: nobody who has it, or wants it, is connected.
- `offered`: its files are known and the user has to say which of them are wanted (`ShareState.offer`).
- `reading`: files are read and hashed; peers can receive meanwhile.
- `receiving`: bytes are on their way; `complete`: everything is here, and nobody is connected; `serving`: everything is here and somebody is connected.
- `source-changed`: a file is not what it was and is about to be read again.
- `source-gone`: the shared folder is not there.
- `disk-full`: it goes on when there is room.
- `verifying`: every byte on disk is read again.
- `paused`: by the user. `finished`: everything is here, and nothing goes on until the user says so. `held`: another process has it (`ShareState.pid`); nothing can be done here.
- `failed`: stopped, for `ShareState.problem`.
*/
export type ShareStatus
	= | 'starting' | 'connecting' | 'waiting' | 'offered' | 'reading' | 'receiving' | 'complete' | 'serving'
		| 'source-changed' | 'source-gone' | 'disk-full' | 'verifying' | 'paused' | 'finished' | 'held' | 'failed';

export type ShareState = {
	/** Stays the same for as long as the engine runs. */
	readonly id: string;
	/** As it is given to others (`ferry1…`); empty until a new share has one. */
	readonly key: string;
	readonly direction: 'sharing' | 'receiving';
	readonly kind: 'folder' | 'file' | 'several';
	/** Empty while it isn't known. */
	readonly name: string;
	/** The shared paths, or where the files go. */
	readonly places: readonly string[];
	readonly status: ShareStatus;
	readonly problem: Problem | undefined;
	/** `source-gone`: it has not stopped, and goes on by itself when what is shared is back. */
	readonly awaitsSource?: boolean | undefined;
	/** The process that holds it, when it isn't this one. */
	readonly pid: number | undefined;
	readonly version: number;
	/** Receiving: new versions are applied as they come. */
	readonly isLive: boolean;
	/** Receiving: a newer version than the one that is here, when there is one that is not about to be received. */
	readonly newerVersion: number | undefined;
	/** How far reading, receiving or verifying is. */
	readonly files: number;
	readonly bytes: number;
	readonly totalFiles: number;
	readonly totalBytes: number;
	readonly upload: number;
	readonly download: number;
	/** Since the engine opened it. */
	readonly uploadedBytes: number;
	/** Peers connected. */
	readonly peers: number;
	/** Keys of peers that have said that all of the newest version is on their disk. */
	readonly delivered: readonly string[];
	/** And of those that have said so of the part that they wanted. */
	readonly satisfied: readonly string[];
	/** New peers wait for the user's word. */
	readonly asksFirst: boolean;
	/** Peers that wait for it. */
	readonly requests: readonly PeerRequest[];
	/** Keys of the only peers that may have it, as the user said; undefined: whoever has its key. */
	readonly onlyAllowed: readonly string[] | undefined;
	readonly offer: ShareOffer | undefined;
	/** Of this share alone, within what holds for all. */
	readonly limits: Limits;
	/** The newest last, at most two hundred. */
	readonly activity: readonly Activity[];
};

/** What went wrong: a code of base/errors.ts, a sentence, what to do next. */
export type Problem = {readonly code: string; readonly message: string; readonly hint: string};

export type PeerRequest = {readonly peer: string; readonly address: string; readonly since: number};

export type ShareOffer = Omit<Offer, 'name' | 'kind'>;

/** The user's answer to an offer. */
export type OfferAnswer = {
	/** Undefined: the directory that was offered. */
	readonly directory?: string | undefined;
	readonly selection: FileSelection;
	/** New versions are applied as they come; undefined: as it was said before, or else not. */
	readonly isLive?: boolean | undefined;
};

/** What another choice of the files of a share comes to. Links count as files without bytes. */
export type ChoiceSum = {
	/** How many files, folders and links it picks. */
	readonly picked: number;
	readonly fetched: {readonly files: number; readonly bytes: number};
	readonly unpicked: Unpicked;
};

/** What reading every byte of a share again has come to. */
export type Verification = {
	readonly files: number;
	readonly bytes: number;
	/** Files, folders and links that are not as they should be. */
	readonly differences: number;
};

/** One line of a share's history. `level` bad: something has failed. */
export type Activity = {
	readonly time: number;
	readonly level: 'info' | 'good' | 'warning' | 'bad';
	readonly text: string;
	/** What to do next. */
	readonly hint?: string | undefined;
	/** Whose short key stands in the text. */
	readonly peer?: string | undefined;
	/** A peer asks. */
	readonly isRequest?: boolean | undefined;
	/** There is a version that is not here. */
	readonly isNewerVersion?: boolean | undefined;
};

export type Notice = Activity & {readonly id: number};

/** A peer of a share, as it is right now. */
export type PeerView = {
	readonly peer: string;
	readonly address: string;
	/** Straight to the other computer over `tcp` or `udp`, or `relayed` by a third that sees only ciphertext. */
	readonly route: 'tcp' | 'udp' | 'relayed';
	/** How much of the feed it has, 0 to 1. */
	readonly complete: number;
	readonly upload: number;
	readonly download: number;
	/** Bytes a second, up and down together, one figure a second, the newest last, at most sixty. */
	readonly history: readonly number[];
	/** Milliseconds there and back; undefined before anything was measured. */
	readonly roundTrip: number | undefined;
	readonly isDelivered: boolean;
	/** It has said that the part that it wanted is on its disk. */
	readonly isSatisfied: boolean;
	/** 0: it is not connected, but was chosen or blocked before. */
	readonly since: number;
	/** The user chose to exchange with it; when nobody is chosen, all are. */
	readonly isChosen: boolean;
	readonly isBlocked: boolean;
};

/** A run of blocks drawn as one cell. */
export type BlockCell = {
	readonly state: 'here' | 'partly' | 'in-flight' | 'missing';
	/** How many connected peers have all of it. */
	readonly peers: number;
};

export type BlockView = {
	/** Blocks of the feed, and how many of them are here. */
	readonly blocks: number;
	readonly here: number;
	readonly inFlight: number;
	/** All that is needed of the newest version that was taken is here: what is missing is of other versions, or of files that nobody wants here. */
	readonly isEnough: boolean;
	readonly cells: readonly BlockCell[];
};

/** One row of a share's tree of files. */
export type FileRow = {
	readonly path: string;
	readonly name: string;
	readonly kind: 'file' | 'directory' | 'symlink';
	/** Undefined for a directory, which nobody has added up, a link, and what is not in the share's index. */
	readonly size: number | undefined;
	/** Bytes that are here; undefined for what is not received here. */
	readonly received: number | undefined;
	readonly state: 'here' | 'receiving' | 'waiting' | 'skipped' | 'problem' | 'unknown';
	/** Why it is a problem. */
	readonly problem?: string | undefined;
};

/** What sharing some paths would come to. */
export type SharePreview = {
	readonly files: number;
	readonly bytes: number;
	readonly directories: number;
	/** By the ignore rules. */
	readonly ignored: number;
	/** What can't be carried. */
	readonly leftOut: number;
	/** Still counting. */
	readonly isCounting: boolean;
};

/** A version of a share, as its commit tells. */
export type VersionView = {
	readonly version: number;
	readonly time: number;
	/** All that it holds. */
	readonly files: number;
	readonly bytes: number;
	/** The block of its commit, by which it is asked about. */
	readonly block: number;
};

export type VersionPage = {
	/** The newest first. */
	readonly versions: readonly VersionView[];
	/** Nothing comes before the last one. */
	readonly isEnd: boolean;
	/** Why others can't be told of now. */
	readonly problem: Problem | undefined;
};
