import process from 'node:process';
import {ExpectedError} from '../base/errors.ts';
import {Library} from '../library/library.ts';
import {dataDirectory} from '../library/locations.ts';
import {lanMode} from '../network/lan-mode.ts';
import {isSpool} from '../library/spool-place.ts';
import type {OverallRates} from '../transfer/feed-limits.ts';
import type {AppContext} from './app-context.ts';
import {
	compareVersions, type Compared, type Difference, type TwoVersions,
} from './compare-versions.ts';
import type {Check} from './check.ts';
import {doctor} from './doctor.ts';
import type {OnEvent} from './events.ts';
import type {Engine} from './engine.ts';
import {forgetBrokenPipes} from './forget-broken-pipes.ts';
import {get} from './get.ts';
import type {GetOptions} from './get-options.ts';
import {getVersion, type GetVersionOptions} from './get-version.ts';
import {logVersions, type LoggedVersion, type LogOptions} from './log-versions.ts';
import {ContactBook} from './contact-book.ts';
import {NetworkPlace, type NetworkPlaceOptions} from './network-place.ts';
import {offerTo, type OfferToOptions} from './offer-to.ts';
import {openEngine} from './open-engine.ts';
import {PeopleExchange, type PeopleExchangeOptions} from './people-exchange.ts';
import {runNode, type RunNodeOptions} from './run-node.ts';
import {
	listShare, readFile, type ListedEntry, type ReadVersionOptions,
} from './read-share.ts';
import {scanShare, type ScanShareOptions} from './scan-share.ts';
import type {ReadOptions} from './share-reader.ts';
import {sharePipe, type PipeInput, type SharePipeOptions} from './share-pipe.ts';
import {share, type ShareOptions} from './share.ts';
import {shareSummary, type ShareSummary} from './share-summary.ts';
import {unreadableShare, type UnreadableShare} from './unreadable-share.ts';
import {verify, type Verified} from './verify.ts';

export type {Check} from './check.ts';
export type {Compared, Difference} from './compare-versions.ts';
export type {LoggedVersion} from './log-versions.ts';
export type {Unpicked} from './let-go.ts';
export type {Offer} from './offer.ts';
export type {ListedEntry} from './read-share.ts';
export type {RunningNode} from './run-node.ts';
export type {ShareSummary} from './share-summary.ts';
export type {UnreadableShare} from './unreadable-share.ts';
export type {Verified} from './verify.ts';

export type AppOptions = {
	/** The data directory; undefined: FERRY_STORE, or where the system keeps such things. */
	readonly store: string | undefined;
	/** `host:port` each; empty: the public nodes. */
	readonly bootstrap: readonly string[];
	/** Whether peers are also reached over TCP; so it is unless given. */
	readonly tcp?: boolean | undefined;
	/** Whether peers are also, or only, looked for in the local network. */
	readonly lan?: 'on' | 'off' | 'only' | undefined;
	/** The key of a relay to go through where there is no direct way, 32 bytes. */
	readonly relayThrough?: Uint8Array | undefined;
	/** Over everything. */
	readonly limits?: OverallRates | undefined;
};

/** Opens ferry's data directory. Nothing touches the network before it is needed. */
export async function openApp(options: AppOptions): Promise<App> {
	const library = await Library.open(dataDirectory(options.store));
	await forgetBrokenPipes(library);
	return new App(library, {
		bootstrap: options.bootstrap.length > 0 ? options.bootstrap : undefined,
		tcp: options.tcp, lan: options.lan, lanInterface: process.env['FERRY_LAN_INTERFACE'], limits: options.limits, relayThrough: options.relayThrough,
	});
}

/** Whom a share is offered to, by their keys in hexadecimal. */
type OffersTo = {readonly offerTo?: readonly string[] | undefined};

/** Everything ferry does, for whoever shows it: the commands, and later the dashboard. */
export class App {
	readonly #library: Library;
	readonly #network: NetworkPlaceOptions;
	readonly #place: NetworkPlace;

	/** Get one from `openApp`. */
	constructor(library: Library, network: NetworkPlaceOptions) {
		this.#library = library;
		this.#network = network;
		this.#place = new NetworkPlace(library, network);
	}

	/** What sharing paths would come to, without doing it: see `scanShare`. */
	plan(paths: readonly string[], options: Omit<ScanShareOptions, 'dataDirectory'>): ReturnType<typeof scanShare> {
		return scanShare(paths, {...options, dataDirectory: this.#context.library.directory});
	}

	/** Shares paths until the signal is aborted. */
	async share(paths: readonly string[], {offerTo, ...options}: ShareOptions & OffersTo): Promise<void> {
		return this.#offering({peers: offerTo, onEvent: options.onEvent}, async onEvent => share(this.#context, paths, {...options, onEvent}));
	}

	/** Shares what comes through a pipe until the signal is aborted. */
	async sharePipe(input: PipeInput, {offerTo, ...options}: SharePipeOptions & OffersTo): Promise<void> {
		return this.#offering({peers: offerTo, onEvent: options.onEvent, totals: {files: 1, bytes: 0}}, async onEvent => sharePipe(this.#context, input, {...options, onEvent}));
	}

	/**
	Where what came through a pipe is kept, to be shared again under its key.

	@throws ExpectedError `share-unknown`, and `usage` when the share is of the user's own files: they are shared by their paths, with the options that belong to them.
	*/
	async keptInput(key: Uint8Array): Promise<string[]> {
		const record = await this.#library.find(key, 'sharing');
		if (!record) {
			throw new ExpectedError('share-unknown', 'Nothing is shared from here with that key.', {hint: 'See “ferry list” for what is.'});
		}

		const places = record.roots.map(({place}) => place);
		if (!places.every(place => isSpool(this.#library.directory, place))) {
			throw new ExpectedError('usage', 'That key is of files of yours.', {hint: 'Share them again by their paths; “ferry list” shows them.'});
		}

		return places;
	}

	/** Receives the share with this key. */
	async get(key: Uint8Array, options: GetOptions): Promise<void> {
		return get(this.#context, key, options);
	}

	/** Receives an old version of the share with this key. */
	async getVersion(key: Uint8Array, options: GetVersionOptions): Promise<void> {
		return getVersion(this.#context, key, options);
	}

	/** The shares that this machine knows, the oldest first. */
	async list(): Promise<ShareSummary[]> {
		const {records} = await this.#library.list();
		return Promise.all(records.map(async record => shareSummary(this.#library, record)));
	}

	/** Files of the library with what is to be known of a share, which can't be read: such a share is not listed. */
	async unreadableShares(): Promise<UnreadableShare[]> {
		const {broken} = await this.#library.list();
		return broken.map(file => unreadableShare(file));
	}

	/**
	Forgets a share, in both directions, and never touches the user's files.

	@throws ExpectedError `share-unknown`, `share-in-use`
	*/
	async remove(key: Uint8Array): Promise<{readonly bytesFreed: number}> {
		let bytesFreed = 0;
		for (const direction of ['sharing', 'receiving'] as const) {
			bytesFreed += await this.#library.remove(key, direction);
		}

		for (const version of await this.#library.versionsOf(key)) {
			bytesFreed += await this.#library.ofVersion(version).remove(key, 'receiving');
		}

		if (bytesFreed === 0) {
			throw new ExpectedError('share-unknown', 'This computer has no share with that key.', {hint: 'See “ferry list” for those it has.'});
		}

		return {bytesFreed};
	}

	/** What is in a share, at and below a path, without downloading it. */
	ls(key: Uint8Array, path: string | undefined, options: ReadVersionOptions): AsyncIterable<ListedEntry> {
		return listShare(this.#context, key, path, options);
	}

	/** The content of one file of a share; without a path of the only one. */
	cat(key: Uint8Array, path: string | undefined, options: ReadVersionOptions): AsyncIterable<Uint8Array> {
		return readFile(this.#context, key, path, options);
	}

	/** The versions of a share, the newest first, with what each of them changed. */
	log(key: Uint8Array, options: LogOptions): AsyncIterable<LoggedVersion> {
		return logVersions(this.#context, key, options);
	}

	/** What differs between two versions of a share; without `after` the newest one. */
	diff(key: Uint8Array, versions: TwoVersions, options: ReadOptions): AsyncIterable<Difference | Compared> {
		return compareVersions(this.#context, key, versions, options);
	}

	/** Compares what is on disk with the feed, byte for byte. */
	async verify(key: Uint8Array, {signal}: {readonly signal: AbortSignal; readonly onEvent: OnEvent}): Promise<Verified> {
		return verify(this.#library, key, signal);
	}

	/** Everything that runs behind a dashboard; it goes on with what was not paused. */
	async openEngine(): Promise<Engine> {
		return openEngine(this.#context, this.#network.limits);
	}

	/** Looks at everything that ferry needs, and with a key for the peers of that share. */
	doctor(key: Uint8Array | undefined, signal: AbortSignal): AsyncIterable<Check> {
		const {
			bootstrap, lan, tcp = true, lanInterface, relayThrough,
		} = this.#network;
		return doctor(this.#library, {
			key,
			ways: {
				bootstrap, lan: lanMode({lan, bootstrap, lanInterface}), tcp, lanInterface, relayThrough,
			},
			signal,
		});
	}

	/** Runs nodes of a DHT of the user's own, and with `relay` a relay, until the signal is aborted. */
	async runNode(options: RunNodeOptions): Promise<void> {
		await runNode(this.#library, options);
	}

	/** This machine's public key, hexadecimal, and what it is called among people; empty: nothing. */
	async identity(): Promise<{readonly key: string; readonly name: string}> {
		const {ownKey, all} = await this.contacts();
		return {key: ownKey, name: all.ownName};
	}

	/** The people whom the user knows, and what this computer is called among them. Nothing goes over the network. */
	async contacts(): Promise<ContactBook> {
		return ContactBook.open(this.#library);
	}

	/** Looks for people and takes what they offer, until it is closed. */
	async meetPeople(options: PeopleExchangeOptions): Promise<PeopleExchange> {
		return PeopleExchange.open(this.#context, options);
	}

	/** Leaves the network. Twice does no harm. */
	async close(): Promise<void> {
		await this.#place.close();
	}

	get #context(): AppContext {
		return this.#place.context;
	}

	async #offering({peers = [], ...options}: Omit<OfferToOptions, 'peers'> & {readonly peers: readonly string[] | undefined}, run: (onEvent: OnEvent) => Promise<void>): Promise<void> {
		return peers.length > 0 ? offerTo(this.#context, {peers, ...options}, run) : run(options.onEvent);
	}
}
