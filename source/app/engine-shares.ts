import {Buffer} from 'node:buffer';
import {Turns} from '../base/turns.ts';
import {resolveRoots} from '../folder/roots.ts';
import type {ShareRecord} from '../library/record.ts';
import {encodeShareKey} from '../link/share-key.ts';
import type {AppContext} from './app-context.ts';
import type {EngineShare} from './engine-share.ts';
import type {OfferAnswer, Verification} from './engine-state.ts';
import {modelOf} from './known-share.ts';
import {lookFromOutside} from './look-from-outside.ts';
import {runReceiving, runSharing} from './run-share.ts';
import {limitsIn} from './share-limits.ts';
import {newShareModel, type ShareModel} from './share-model.ts';
import {ShareRunner, type RunHooks} from './share-runner.ts';
import {verifyInEngine} from './verify-in-engine.ts';

export type EngineSharesOptions = {
	readonly context: AppContext;
	/** Called after every change of what is shown. */
	readonly onChange: () => void;
	/** Called when the feed of a share is open. */
	readonly onOpen: RunHooks['onOpen'];
};

/** The shares of this machine, and what is done with each of them. */
export class EngineShares {
	readonly #options: EngineSharesOptions;
	readonly #shares = new Map<string, EngineShare>();
	/** Files with what is to be known of a share, which could not be read the last time. */
	unreadable: readonly string[] = [];
	#count = 0;
	#forgotten = 0;
	#isClosing = false;

	constructor(options: EngineSharesOptions) {
		this.#options = options;
	}

	/** The oldest first. */
	get all(): EngineShare[] {
		return [...this.#shares.values()];
	}

	/** @throws When there is none of that id, which is a bug of the screen. */
	find(id: string): EngineShare {
		const found = this.#shares.get(id);
		if (!found) {
			throw new Error('The engine has no share of that id');
		}

		return found;
	}

	/** The id of a share of the library that was taken up. */
	idOf(record: ShareRecord): string {
		return this.#shareOf(record).runner.model.id;
	}

	/** Takes up what the library has and this did not know, lets go what is gone, and sees which process has what. */
	async refresh(): Promise<ShareRecord[]> {
		const {library} = this.#options.context;
		const forgotten = this.#forgotten;
		const {records, broken} = await library.list();
		this.unreadable = broken;
		if (forgotten !== this.#forgotten) {
			// What has gone meanwhile would come back.
			return this.refresh();
		}

		for (const record of records) {
			await lookFromOutside(library, this.#shareOf(record), record);
		}

		for (const [id, {runner, key, turns}] of this.#shares) {
			if (key && !runner.isRunning && turns.isIdle && !records.some(record => record.direction === runner.model.direction && record.key === Buffer.from(key).toString('hex'))) {
				this.#forget(id);
			}
		}

		return [...records];
	}

	/** Shares paths, as before when they were shared before. @throws ExpectedError when that can't begin. */
	async share(paths: readonly string[], {asksFirst}: {readonly asksFirst: boolean}): Promise<string> {
		const {library} = this.#options.context;
		const {roots} = await resolveRoots(paths);
		const record = await library.findShared(roots);
		if (record) {
			const {runner, key} = this.#shareOf(record);
			await (runner.open ? runner.open.access.askFirst(asksFirst) : library.update(key!, 'sharing', {asksFirst}));
			runner.change(model => ({...model, asksFirst}));
			await this.resume(runner.model.id);
			return runner.model.id;
		}

		const fresh = this.#add({direction: 'sharing', places: roots.map(({place}) => place), asksFirst}, undefined);
		try {
			await fresh.turns.run(async () => runSharing(fresh, paths, {...this.#options, record: undefined, wanted: fresh.wanted.signal}));
		} catch (error) {
			this.#forget(fresh.runner.model.id);
			throw error;
		}

		return fresh.runner.model.id;
	}

	/** Looks for a share, or goes on with it. */
	async get(key: Uint8Array): Promise<string> {
		const record = await this.#options.context.library.find(key, 'receiving');
		const known = record
			? this.#shareOf(record)
			: this.all.find(other => other.runner.model.direction === 'receiving' && other.key && Buffer.compare(other.key, key) === 0);
		const {id} = (known ?? this.#add({direction: 'receiving', key: encodeShareKey(key)}, key)).runner.model;
		await this.resume(id);
		return id;
	}

	/** Says yes or, with undefined, no to an offer; no forgets the share. */
	async answerOffer(id: string, answer: OfferAnswer | undefined): Promise<void> {
		const found = this.find(id);
		found.answer?.(answer);
		if (!answer) {
			await this.#end(found, async () => {
				this.#forget(id);
			});
		}
	}

	/** What another process has goes on there. */
	async pause(id: string): Promise<void> {
		const found = this.find(id);
		const {runner} = found;
		if (runner.model.phase !== 'held') {
			await this.#end(found, async () => {
				await (found.key && this.#options.context.library.update(found.key, runner.model.direction, {paused: true}));
			});
		}
	}

	/** What another process has can't begin here. */
	async resume(id: string): Promise<void> {
		const found = this.find(id);
		const {signal} = found.wanted;
		if (found.runner.model.phase !== 'held') {
			await found.turns.run(async () => this.#start(found, signal));
		}
	}

	/** Forgets a share, never the user's files, and gives the bytes that this freed. */
	async remove(id: string): Promise<number> {
		const found = this.find(id);
		return this.#end(found, async () => {
			const bytes = found.key ? await this.#options.context.library.remove(found.key, found.runner.model.direction) : 0;
			this.#forget(id);
			return bytes;
		});
	}

	/** Has something else said of a share that is received: what goes on with it goes on that way, and so it does the next time. */
	async alter(id: string, change: (record: ShareRecord) => Partial<ShareRecord>, shown: Partial<ShareModel>): Promise<void> {
		const found = this.find(id);
		const {runner, key} = found;
		const {library} = this.#options.context;
		if (runner.model.phase === 'held' || runner.model.direction === 'sharing') {
			return;
		}

		runner.change(model => ({...model, ...shown}));
		await this.#restart(found, async record => library.update(key!, 'receiving', change(record)));
	}

	/** Has the newest version received. */
	async update(id: string): Promise<void> {
		const found = this.find(id);
		await this.#restart(found, async () => {
			await (found.key && this.#options.context.library.update(found.key, 'receiving', {complete: false}));
		});
	}

	/** Reads every byte again, and then goes on with what was going on. */
	async verify(id: string): Promise<Verification | undefined> {
		const found = this.find(id);
		const {runner, key, wanted: {signal: wanted}} = found;
		const {library} = this.#options.context;
		return found.turns.run(async () => {
			const record = key && await library.find(key, runner.model.direction);
			if (!record) {
				return undefined;
			}

			const wasRunning = runner.isRunning;
			const results: Verification[] = [];
			try {
				await runner.run('verifying', async ({signal}) => {
					results.push(await verifyInEngine(library, record, {runner, signal}));
				}, wanted);
			} finally {
				if (wasRunning) {
					await this.#start(found, wanted);
				}
			}

			return results[0];
		});
	}

	/** Stops everything; what was going on goes on the next time. */
	async close(): Promise<void> {
		this.#isClosing = true;
		await Promise.all(this.all.map(async found => this.#end(found, async () => undefined)));
	}

	/** Ends what was begun with a share and is going on or waits for its turn; then does something while nothing goes on. */
	async #end<Value>(found: EngineShare, afterwards: () => Promise<Value>): Promise<Value> {
		found.wanted.abort();
		found.wanted = new AbortController();
		return found.turns.run(async () => {
			await found.runner.stop();
			return afterwards();
		});
	}

	/** Does something while nothing goes on with a share, and then goes on with what went on. Nothing is kept of one that waits for the user's answer. */
	async #restart(found: EngineShare, between: (record: ShareRecord) => Promise<void>): Promise<void> {
		const {runner, key, turns, wanted: {signal: wanted}} = found;
		await turns.run(async () => {
			const wasRunning = runner.isRunning;
			const record = key && await this.#options.context.library.find(key, runner.model.direction);
			if (record) {
				await runner.stop();
				await between(record);
				if (wasRunning) {
					await this.#start(found, wanted);
				}
			}
		});
	}

	async #start(found: EngineShare, wanted: AbortSignal): Promise<void> {
		const {runner, key} = found;
		if (runner.isRunning || wanted.aborted || this.#isClosing || !this.#shares.has(runner.model.id)) {
			return;
		}

		const {direction} = runner.model;
		const record = key && await this.#options.context.library.find(key, direction);
		if (record) {
			runner.change(model => ({...model, isLive: record.live, limits: limitsIn(record)}));
			await this.#options.context.library.update(key, direction, {paused: false});
		}

		const options = {...this.#options, record, wanted};
		const paths = record?.roots.map(({place}) => place) ?? runner.model.places;
		// How it failed stands in the model.
		await (direction === 'sharing' ? runSharing(found, paths, options) : runReceiving(found, options)).catch(() => undefined);
	}

	#shareOf(record: ShareRecord): EngineShare {
		const key = Buffer.from(record.key, 'hex');
		const known = this.all.find(other => other.runner.model.direction === record.direction && other.key && Buffer.compare(other.key, key) === 0);
		return known ?? this.#add(modelOf(record), key);
	}

	#add(known: Partial<ShareModel> & Pick<ShareModel, 'direction'>, key: Uint8Array | undefined): EngineShare {
		this.#count++;
		const model = newShareModel({...known, id: String(this.#count)});
		const added: EngineShare = {
			runner: new ShareRunner(model, this.#options.onChange), key, turns: new Turns(), wanted: new AbortController(), answer: undefined,
		};
		this.#shares.set(model.id, added);
		this.#options.onChange();
		return added;
	}

	#forget(id: string): void {
		this.#forgotten++;
		this.#shares.delete(id);
		this.#options.onChange();
	}
}
