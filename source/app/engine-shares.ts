import {Buffer} from 'node:buffer';
import {encodeShareKey} from '../link/share-key.ts';
import type {ShareRecord} from '../library/record.ts';
import {resolveRoots} from '../folder/roots.ts';
import type {AppContext} from './app-context.ts';
import type {OfferAnswer} from './engine-state.ts';
import {get, type Acceptance} from './get.ts';
import {changed, type PeerList} from './peer-access.ts';
import {share} from './share.ts';
import {modelOf, seenFromOutside} from './known-share.ts';
import {newShareModel, type ShareModel} from './share-model.ts';
import {ShareRunner, type RunHooks} from './share-runner.ts';
import {verifyInEngine} from './verify-in-engine.ts';

/** One share of the engine. */
export type EngineShare = {
	readonly runner: ShareRunner;
	/** Undefined until a new share has its key. */
	key: Uint8Array | undefined;
	/** Answers the offer that waits for the user. */
	answer: ((answer: OfferAnswer | undefined) => void) | undefined;
};

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
	#count = 0;

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

	/** Puts a peer into one of the lists of a share, or takes it out: at once, and for later. */
	async exchange(id: string, list: PeerList, {peer, isIn}: {readonly peer: string; readonly isIn: boolean}): Promise<void> {
		const {runner, key} = this.find(id);
		const {direction} = runner.model;
		runner.change(model => ({...model, requests: model.requests.filter(request => request.peer !== peer)}));
		if (runner.open) {
			await runner.open.access.change(list, peer, {isIn});
			return;
		}

		const record = key && await this.#options.context.library.find(key, direction);
		if (record) {
			await this.#options.context.library.update(key, direction, {[list]: changed(record[list], peer, isIn)});
		}
	}

	/** Takes up what the library has and this did not know, lets go what is gone, and sees which process has what. */
	async refresh(): Promise<ShareRecord[]> {
		const {library} = this.#options.context;
		const {records} = await library.list();
		for (const record of records) {
			const {runner} = this.#shareOf(record);
			if (!runner.isRunning) {
				const pid = library.holderOf(Buffer.from(record.key, 'hex'), record.direction);
				runner.change(model => seenFromOutside(model, pid));
			}
		}

		for (const [id, {runner, key}] of this.#shares) {
			if (key && !runner.isRunning && !records.some(record => record.direction === runner.model.direction && record.key === Buffer.from(key).toString('hex'))) {
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
			await this.#start(this.#shareOf(record));
			return runner.model.id;
		}

		const fresh = this.#add({direction: 'sharing', places: roots.map(({place}) => place), asksFirst}, undefined);
		try {
			await this.#share(fresh, paths, undefined);
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
		const found = known ?? this.#add({direction: 'receiving', key: encodeShareKey(key)}, key);
		await this.#start(found);
		return found.runner.model.id;
	}

	/** Says yes or, with undefined, no to an offer; no forgets the share. */
	async answerOffer(id: string, answer: OfferAnswer | undefined): Promise<void> {
		const found = this.find(id);
		found.answer?.(answer);
		if (!answer) {
			await found.runner.stop();
			this.#forget(id);
		}
	}

	async pause(id: string): Promise<void> {
		const {runner, key} = this.find(id);
		await runner.stop();
		if (key) {
			await this.#options.context.library.update(key, runner.model.direction, {paused: true});
		}
	}

	async resume(id: string): Promise<void> {
		const found = this.find(id);
		// What another process has can't begin here.
		if (found.runner.model.phase !== 'held') {
			await this.#start(found);
		}
	}

	/** Forgets a share, never the user's files, and gives the bytes that this freed. */
	async remove(id: string): Promise<number> {
		const {runner, key} = this.find(id);
		await runner.stop();
		const bytes = key ? await this.#options.context.library.remove(key, runner.model.direction) : 0;
		this.#forget(id);
		return bytes;
	}

	/** Reads every byte again, and then goes on with what was going on. */
	async verify(id: string): Promise<void> {
		const {runner, key} = this.find(id);
		const {direction} = runner.model;
		const {library} = this.#options.context;
		const record = key && await library.find(key, direction);
		if (!record) {
			return;
		}

		const wasRunning = runner.isRunning;
		await runner.run('verifying', async ({signal}) => verifyInEngine(library, record, {runner, signal})).catch(() => undefined);
		if (wasRunning) {
			await this.resume(id);
		}
	}

	/** Stops everything; what was going on goes on the next time. */
	async close(): Promise<void> {
		await Promise.all(this.all.map(async ({runner}) => runner.stop()));
	}

	async #start(found: EngineShare): Promise<void> {
		const {runner, key} = found;
		if (runner.isRunning) {
			return;
		}

		const {direction} = runner.model;
		const record = key && await this.#options.context.library.find(key, direction);
		if (record) {
			await this.#options.context.library.update(key, direction, {paused: false});
		}

		await (direction === 'sharing' ? this.#share(found, record?.roots.map(({place}) => place) ?? runner.model.places, record).catch(() => undefined) : this.#get(found, record));
	}

	async #share(found: EngineShare, paths: readonly string[], record: ShareRecord | undefined): Promise<void> {
		await found.runner.run('opening', async (hooks, begun) => share(this.#options.context, paths, {
			name: record?.name,
			ignore: record?.ignore ?? true,
			gitignore: record?.gitignore ?? false,
			ignoreFile: record?.ignoreFile ?? undefined,
			once: false,
			keepHistory: record?.keepHistory ?? false,
			asksFirst: found.runner.model.asksFirst,
			resumes: true,
			signal: hooks.signal,
			onOpen: open => {
				found.key = open.core.key;
				hooks.onOpen(open);
				this.#options.onOpen(open);
			},
			onEvent(event) {
				hooks.onEvent(event);
				if (event.type === 'feed') {
					begun();
				}
			},
		}));
	}

	async #get(found: EngineShare, record: ShareRecord | undefined): Promise<void> {
		const {runner} = found;
		await runner.run('opening', async (hooks, begun) => {
			begun();
			await get(this.#options.context, found.key!, {
				only: record?.only ?? [],
				existing: record?.existing ?? 'keep-both',
				stay: true,
				resumes: true,
				confirm: async offer => this.#ask(found, offer, hooks.signal),
				...hooks,
				onOpen: open => {
					hooks.onOpen(open);
					this.#options.onOpen(open);
				},
			});
		}).catch(() => undefined);
	}

	async #ask(found: EngineShare, offer: NonNullable<ShareModel['offer']>, signal: AbortSignal): Promise<Acceptance | false> {
		const {runner} = found;
		const answer = await new Promise<OfferAnswer | undefined>(resolve => {
			found.answer = resolve;
			signal.addEventListener('abort', () => {
				resolve(undefined);
			}, {once: true});
			runner.change(model => ({...model, phase: 'offered', offer}));
		});
		found.answer = undefined;
		runner.change(model => ({
			...model, phase: 'receiving', offer: undefined, places: [answer?.directory ?? offer.directory],
		}));
		return answer ?? false;
	}

	#shareOf(record: ShareRecord): EngineShare {
		const key = Buffer.from(record.key, 'hex');
		const known = this.all.find(other => other.runner.model.direction === record.direction && other.key && Buffer.compare(other.key, key) === 0);
		return known ?? this.#add(modelOf(record), key);
	}

	#add(known: Partial<ShareModel> & Pick<ShareModel, 'direction'>, key: Uint8Array | undefined): EngineShare {
		this.#count++;
		const model = newShareModel({...known, id: String(this.#count)});
		const added: EngineShare = {runner: new ShareRunner(model, this.#options.onChange), key, answer: undefined};
		this.#shares.set(model.id, added);
		this.#options.onChange();
		return added;
	}

	#forget(id: string): void {
		this.#shares.delete(id);
		this.#options.onChange();
	}
}
