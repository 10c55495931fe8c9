import path from 'node:path';
import crypto from 'hypercore-crypto';
import {loadIdentity} from '../library/identity.ts';
import type {Library} from '../library/library.ts';
import {tryLock, type Lock} from '../library/lock.ts';
import type {AppContext} from './app-context.ts';
import {Connections, type ConnectionsOptions} from './connections.ts';
import {PeopleExchange} from './people-exchange.ts';

/** How this process takes part in the network. */
export type NetworkPlaceOptions = Omit<ConnectionsOptions, 'keyPair' | 'isPassing'>;

/**
Where this process is in the network.

A key pair stands for one place there: the first process that connects has this computer's own one, and any other at the same time goes under a passing one. Whoever has the own one also tells what the others offer.
*/
export class NetworkPlace {
	readonly context: AppContext;
	readonly #library: Library;
	readonly #options: NetworkPlaceOptions;
	#connections: Promise<Connections> | undefined;
	/** Under the own key, beside those under a passing one. */
	#own: Connections | undefined;
	#lock: Lock | undefined;
	#errands: Promise<PeopleExchange> | undefined;

	constructor(library: Library, options: NetworkPlaceOptions) {
		this.#library = library;
		this.#options = options;
		this.context = {library, connect: async () => this.#connect(), connectAsSelf: async () => this.#connectAsSelf()};
	}

	/** Leaves the network. Twice does no harm. */
	async close(): Promise<void> {
		const [connections, errands] = [this.#connections, this.#errands];
		this.#connections = undefined;
		this.#errands = undefined;
		(await errands?.catch(() => undefined))?.close();
		await Promise.all([(await connections)?.close(), this.#own?.close()]);
		this.#own = undefined;
		this.#lock?.release();
	}

	async #connect(): Promise<Connections> {
		this.#connections ??= this.#open();
		return this.#connections;
	}

	async #open(): Promise<Connections> {
		const identity = await loadIdentity(this.#library.directory);
		this.#lock = this.#tryLock();
		if (!this.#lock) {
			return new Connections({...this.#options, keyPair: crypto.keyPair(), isPassing: true});
		}

		this.#errands = PeopleExchange.open(this.context, {onChange: () => undefined, isErrand: true});
		// What can't be read now is read later, or reported by whoever needs it.
		this.#errands.catch(() => undefined);
		return new Connections({...this.#options, keyPair: identity});
	}

	async #connectAsSelf(): Promise<Connections | undefined> {
		const connections = await this.#connect();
		if (!connections.isPassing) {
			return connections;
		}

		const identity = await loadIdentity(this.#library.directory);
		if (!this.#own && this.#connections) {
			this.#lock = this.#tryLock();
			this.#own = this.#lock && new Connections({...this.#options, keyPair: identity});
		}

		return this.#own;
	}

	#tryLock(): Lock | undefined {
		return tryLock(path.join(this.#library.directory, 'identity.lock'));
	}
}
