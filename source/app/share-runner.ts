import {ExpectedError} from '../base/errors.ts';
import type {Problem} from './engine-state.ts';
import type {OnEvent} from './events.ts';
import {noteProblem} from './file-problems.ts';
import type {OpenShare} from './open-share.ts';
import {failShare, reduceShare, type ShareModel} from './share-model.ts';
import type {SharePhase} from './share-status.ts';

/** What a share is run with: its signal ends it. */
export type RunHooks = {
	readonly signal: AbortSignal;
	readonly onEvent: OnEvent;
	readonly onOpen: (share: OpenShare) => void;
};

/** One share of the engine: what is known of it, and the work on it, of which there is one at a time. */
export class ShareRunner {
	/** While it is served or received. */
	open: OpenShare | undefined;
	/** With which of its files something is wrong. */
	readonly problems = new Map<string, string>();
	#model: ShareModel;
	#controller: AbortController | undefined;
	#ended: Promise<void> = Promise.resolve();
	readonly #onChange: () => void;

	constructor(model: ShareModel, onChange: () => void) {
		this.#model = model;
		this.#onChange = onChange;
	}

	get model(): ShareModel {
		return this.#model;
	}

	get isRunning(): boolean {
		return this.#controller !== undefined;
	}

	/** Everything that is said of a share goes through here. */
	change(change: (model: ShareModel) => ShareModel): void {
		const model = change(this.#model);
		if (model !== this.#model) {
			this.#model = model;
			this.#onChange();
		}
	}

	/**
	Begins work on the share, until it ends by itself or is stopped. How it failed becomes part of the model.

	@param wanted - aborted when somebody has thought better of it: then it doesn't begin, or ends.
	@returns what is thrown before the work is under way is thrown here as well: it resolves when the work says that it has begun, or has ended.
	*/
	async run(phase: SharePhase, work: (hooks: RunHooks, begun: () => void) => Promise<void>, wanted?: AbortSignal): Promise<void> {
		await this.stop();
		if (wanted?.aborted) {
			return;
		}

		const controller = new AbortController();
		this.#controller = controller;
		wanted?.addEventListener('abort', () => {
			controller.abort(paused());
		}, {once: true, signal: controller.signal});
		this.change(model => ({
			...model, phase, problem: undefined, pid: undefined, peers: 0, isDiskFull: false, isSourceChanged: false,
		}));
		await new Promise<void>((resolve, reject) => {
			this.#ended = this.#work(controller, async hooks => work(hooks, resolve)).then(resolve, reject);
			// Who waits for the beginning hears of a failure; who comes later finds it in the model.
			this.#ended.catch(() => undefined);
		});
	}

	/** Ends the work, and resolves when nothing of it is left. Without any, nothing happens. */
	async stop(): Promise<void> {
		this.#controller?.abort(paused());
		await this.#ended.catch(() => undefined);
	}

	async #work(controller: AbortController, work: (hooks: RunHooks) => Promise<void>): Promise<void> {
		const {signal} = controller;
		try {
			await work({
				signal,
				onEvent: event => {
					noteProblem(this.problems, event);
					this.change(model => reduceShare(model, event, Date.now()));
				},
				onOpen: share => {
					this.open = share;
				},
			});
			this.#end(controller, undefined);
		} catch (error) {
			this.#end(controller, signal.aborted ? undefined : problemOf(error));
			if (!signal.aborted) {
				throw error;
			}
		}
	}

	#end(controller: AbortController, problem: Problem | undefined): void {
		if (this.#controller === controller) {
			this.#controller = undefined;
		}

		this.open = undefined;
		this.change(model => problem
			? failShare(model, problem, Date.now())
			: {
				...model,
				phase: 'stopped',
				// Whatever it waited for, it waits no more.
				problem: undefined,
				// Nobody has said yet that it goes there.
				places: model.phase === 'offered' ? [] : model.places,
				peers: 0,
				upload: 0,
				download: 0,
				isDiskFull: false,
				offer: undefined,
			});
	}
}

function paused(): ExpectedError {
	return new ExpectedError('interrupted', 'Paused.', {hint: 'Resume it when you like.'});
}

/** A failure as it is shown; what nobody expected is shown as the bug that it is. */
export function problemOf(error: unknown): Problem {
	return error instanceof ExpectedError
		? {code: error.code, message: error.message, hint: error.hint}
		: {code: 'bug', message: `This is a bug in ferry: ${String(error)}`, hint: 'Please report it, with what you did before.'};
}
