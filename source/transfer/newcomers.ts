import type {Clock} from './limiter.ts';

export type NewcomersOptions = {
	/** How many there may be. */
	readonly most?: number;
	/** Milliseconds that one of them may stay. */
	readonly patience?: number | undefined;
	readonly clock: Clock;
};

/** A connection that can be ended. */
export type Newcomer = {destroy(error?: Error): void};

/**
Connections over which no feed is exchanged yet. Anybody can make one, at no cost: with the address of a share alone, without its key. So they are few, the oldest makes room for the newest, and none stays for long.

Otherwise whoever connects five hundred times takes the places of those who have the key.
*/
export class Newcomers {
	readonly #most: number;
	readonly #patience: number;
	readonly #clock: Clock;
	/** With what takes back their alarm, the oldest first. */
	readonly #here = new Map<Newcomer, () => void>();

	constructor({most = 32, patience = 30_000, clock}: NewcomersOptions) {
		this.#most = most;
		this.#patience = patience;
		this.#clock = clock;
	}

	/**
	Somebody has come.

	@param lookedFor - For whom this side has looked for: it may wait for as long as there is room, as the other side may have to ask its user. But it answers at once that it doesn't have a feed, or not yet: who says nothing at all goes like a stranger, and `onSilent` is told.
	*/
	add(newcomer: Newcomer, lookedFor?: {readonly hasSpoken: () => boolean; readonly onSilent: () => void}): void {
		this.#here.set(newcomer, this.#clock.wait(this.#patience, () => {
			if (!lookedFor) {
				this.#dismiss(newcomer, 'The peer has asked for nothing that is here');
			} else if (!lookedFor.hasSpoken()) {
				lookedFor.onSilent();
				this.#dismiss(newcomer, 'The peer has said nothing');
			}
		}));
		if (this.#here.size > this.#most) {
			const [oldest] = this.#here.keys();
			this.#dismiss(oldest!, 'Too many peers have asked for nothing that is here');
		}
	}

	/** Somebody exchanges a feed, or has gone. */
	remove(newcomer: Newcomer): void {
		this.#here.get(newcomer)?.();
		this.#here.delete(newcomer);
	}

	has(newcomer: Newcomer): boolean {
		return this.#here.has(newcomer);
	}

	/** A feed that it has asked for is here, but the user has to be asked first: it may wait for that. */
	hold(newcomer: Newcomer): void {
		if (this.#here.has(newcomer)) {
			this.#here.get(newcomer)!();
			this.#here.set(newcomer, () => undefined);
		}
	}

	#dismiss(newcomer: Newcomer, reason: string): void {
		this.remove(newcomer);
		newcomer.destroy(new Error(reason));
	}
}
