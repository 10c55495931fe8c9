import type {
	Check, Compared, Difference, ListedEntry, LoggedVersion, Offer, RunningNode, ShareSummary, UnreadableShare,
} from '../app/app.ts';
import type {OnEvent} from '../app/events.ts';
import type {PeerOfferView} from '../app/people.ts';

/** Where a command writes what happens, what it found, and what went wrong. */
export type Output = {
	/** Whether standard output is a terminal, where people see what is written there. */
	readonly isShown: boolean;
	/** Whether there is a person to ask. */
	readonly canAsk: boolean;
	/** Something happened. */
	readonly event: OnEvent;
	/** Something the user asked for. */
	result(result: Result): void;
	/** A remark for people; programs don't get it. */
	note(text: string): void;
	/** Content of a file, to standard output as it is; resolves when there is room for more. */
	bytes(chunk: Uint8Array): Promise<void>;
	/** The line the person types, or undefined when the input ends instead. */
	ask(question: string, signal: AbortSignal): Promise<string | undefined>;
	/** The failure that ends the program. */
	error(error: unknown): void;
	/** Leaves the terminal as it was found. */
	close(): void;
};

/** What is told of an offer. */
export type ToldOffer = Omit<Offer, 'counted' | 'isCounting'>;

/** One piece of what the user asked for. Text that came from a feed is raw, as in events. */
export type Result
	= | ({readonly type: 'share'} & ShareSummary)
		| ({readonly type: 'unreadable-share'} & UnreadableShare)
		| ({readonly type: 'offer'} & ToldOffer)
		| ({readonly type: 'entry'} & ListedEntry)
		| ({readonly type: 'log'} & LoggedVersion)
		| Difference
		| Compared
		| {readonly type: 'planned'; readonly kind: ListedEntry['kind']; readonly path: string; readonly size?: number}
		| {readonly type: 'ignored'; readonly path: string; readonly rule: string; readonly file?: string}
		| {readonly type: 'problem'; readonly path: string; readonly problem: 'missing' | 'content' | 'kind' | 'target'}
		| {readonly type: 'elsewhere'; readonly path: string; readonly placedAs: string}
		| {readonly type: 'verified'; readonly files: number; readonly bytes: number; readonly problems: number; readonly elsewhere?: number}
		| {readonly type: 'identity'; readonly key: string; readonly name?: string}
		| PersonResult
		| {readonly type: 'words'; readonly words: readonly string[]}
		| ({readonly type: 'peer-offer'; readonly contact?: string; readonly toldName?: string; readonly lan: boolean} & Omit<PeerOfferView, 'isFromLan'>)
		| ({readonly type: 'node'} & RunningNode)
		| ({readonly type: 'check'} & Check)
		| {readonly type: 'removed'; readonly bytesFreed: number};

/** Somebody that the user has named, or that is in the local network. `name` is the user's for them, `toldName` their own. */
type PersonResult = {
	readonly type: 'peer';
	readonly key: string;
	readonly name?: string;
	readonly toldName?: string;
	readonly contact: boolean;
	readonly blocked: boolean;
	readonly online: boolean;
	readonly lan: boolean;
};

/** A stream to write to, and what is known of the terminal behind it. */
export type TextStream = NodeJS.WritableStream & {readonly isTTY?: boolean; readonly columns?: number};

/** The three standard streams. */
export type Streams = {
	readonly input: NodeJS.ReadableStream & {readonly isTTY?: boolean; readonly setRawMode?: (isRaw: boolean) => unknown};
	readonly output: TextStream;
	readonly error: TextStream;
};

/** What an output needs to know of the world around it. */
export type OutputOptions = {
	readonly streams: Streams;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Of ferry, for the report of a bug. */
	readonly version: string;
	/** Milliseconds that only grow. */
	readonly now: () => number;
};
