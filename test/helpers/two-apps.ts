import assert from 'node:assert/strict';
import path from 'node:path';
import type {TestContext} from 'node:test';
import {openApp, type App, type AppOptions} from '../../source/app/app.ts';
import type {FerryEvent} from '../../source/app/events.ts';
import type {GetOptions} from '../../source/app/get-options.ts';
import type {PipeInput, SharePipeOptions} from '../../source/app/share-pipe.ts';
import type {ShareOptions} from '../../source/app/share.ts';
import {parseShareKey} from '../../source/link/share-key.ts';
import {temporaryFolder} from './temporary-folder.ts';
import {localTestnet} from './testnet.ts';
import {waitFor} from './wait-for.ts';

export type EventOf<Type extends FerryEvent['type']> = Extract<FerryEvent, {readonly type: Type}>;

export type TwoApps = {
	/** An empty folder for whatever the test shares and receives. */
	readonly folder: string;
	readonly sharer: Machine;
	readonly receiver: Machine;
	/** Where each machine has its data directory, by its name. */
	readonly stores: string;
	/** One more of them. */
	readonly machine: (name: string) => Machine;
};

/** Two machines in this process, each with a data directory of its own, on a DHT of their own. When the test ends, everything is stopped in the right order. */
export async function twoApps(t: TestContext, options: Pick<AppOptions, 'tcp'> = {}): Promise<TwoApps> {
	const jobs = new Set<Job>();
	// What is registered first is done first: jobs end while the DHT can still be told, and folders go last.
	t.after(async () => {
		await Promise.allSettled([...jobs].map(async job => job.stop()));
	});
	const {bootstrap} = await localTestnet(t);
	const stores = await temporaryFolder(t);
	const folder = await temporaryFolder(t);
	const machine = (name: string): Machine => new Machine(async () => openApp({store: path.join(stores, name), bootstrap, ...options}), jobs);
	return {
		folder, stores, sharer: machine('sharer'), receiver: machine('receiver'), machine,
	};
}

/** A data directory, and what is run with it: every call has an App of its own, as every command has a process of its own. */
export class Machine {
	readonly #open: () => Promise<App>;
	readonly #jobs: Set<Job>;

	constructor(open: () => Promise<App>, jobs: Set<Job>) {
		this.#open = open;
		this.#jobs = jobs;
	}

	/** Shares paths until it is stopped. */
	share(paths: string | readonly string[], options: Partial<ShareOptions> = {}): Job {
		return this.#start(async (app, common) => app.share([paths].flat(), {
			ignore: true, gitignore: false, once: false, keepHistory: false, watch: false, ...common, ...options,
		}));
	}

	/** Shares what comes through a pipe, until it is stopped. */
	pipe(input: PipeInput, options: Partial<SharePipeOptions> = {}): Job {
		return this.#start(async (app, common) => app.sharePipe(input, {
			name: 'stdin', once: false, ...common, ...options,
		}));
	}

	/** Receives a share into a directory. */
	get(key: Uint8Array, directory: string, options: Partial<GetOptions> = {}): Job {
		return this.#start(async (app, common) => app.get(key, {
			directory, only: [], existing: 'keep-both', stay: false, confirm: async () => true, ...common, ...options,
		}));
	}

	/** Receives a share to its end, and says what came of it. */
	async received(key: Uint8Array, directory: string, options: Partial<GetOptions> = {}): Promise<EventOf<'received'> & {readonly events: readonly FerryEvent[]}> {
		const job = this.get(key, directory, options);
		await job.ended;
		return {...job.last('received'), events: job.events};
	}

	/** Does something else with an App. */
	async use<Result>(work: (app: App) => Promise<Result>): Promise<Result> {
		const app = await this.#open();
		try {
			return await work(app);
		} finally {
			await app.close();
		}
	}

	#start(run: (app: App, common: Pick<GetOptions, 'signal' | 'onEvent'>) => Promise<void>): Job {
		const job = new Job(async common => this.use(async app => run(app, common)));
		this.#jobs.add(job);
		return job;
	}
}

/** A share or a get that is under way. */
export class Job {
	/** Everything that has happened so far. */
	readonly events: FerryEvent[] = [];
	/** Settles as the call does, when its App is closed. */
	readonly ended: Promise<void>;
	readonly #controller = new AbortController();
	readonly #changes = new EventTarget();
	#hasEnded = false;

	constructor(run: (common: Pick<GetOptions, 'signal' | 'onEvent'>) => Promise<void>) {
		this.ended = this.#run(run);
		// Whoever awaits it hears of it; a test that has failed already doesn't.
		this.ended.catch(() => undefined);
	}

	/** Waits for the first event of this type that is accepted; earlier ones count. Fails when the job ends without one, with its error when it has one. */
	async event<Type extends FerryEvent['type']>(type: Type, accept: (event: EventOf<Type>) => boolean = () => true): Promise<EventOf<Type>> {
		const found = await waitFor(this.#changes, 'change', () => this.all(type).find(event => accept(event)) ?? (this.#hasEnded ? 'ended' : undefined));
		if (found === 'ended') {
			await this.ended;
			assert.fail(`It ended without the event '${type}' that was waited for`);
		}

		return found;
	}

	/** Every event of this type so far. */
	all<Type extends FerryEvent['type']>(type: Type): Array<EventOf<Type>> {
		return this.events.filter((event): event is EventOf<Type> => event.type === type);
	}

	/** The newest event of this type. */
	last<Type extends FerryEvent['type']>(type: Type): EventOf<Type> {
		const event = this.all(type).at(-1);
		assert.ok(event, `There was no event '${type}'`);
		return event;
	}

	/** The key of what is shared, once it is announced. */
	async key(): Promise<Uint8Array> {
		const {key} = await this.event('announced');
		return parseShareKey(key);
	}

	/** Interrupts it. Resolves when it has ended, whichever way. */
	async stop(): Promise<void> {
		this.#controller.abort(new Error('Stopped by the test'));
		await Promise.allSettled([this.ended]);
	}

	async #run(run: (common: Pick<GetOptions, 'signal' | 'onEvent'>) => Promise<void>): Promise<void> {
		try {
			await run({
				signal: this.#controller.signal,
				onEvent: event => {
					this.events.push(event);
					this.#changes.dispatchEvent(new Event('change'));
				},
			});
		} finally {
			this.#hasEnded = true;
			this.#changes.dispatchEvent(new Event('change'));
		}
	}
}
