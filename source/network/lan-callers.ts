import {Buffer} from 'node:buffer';
import {tagOf, type LanTerms} from './lan-tag.ts';

export type LanCallersOptions = {
	/** The challenge that we go by. */
	readonly own: Uint8Array;
	/** How many are remembered; who was heard longest ago makes room. */
	readonly most?: number;
	/** So many strangers are listened to in a second, and after a pause so many at once: each costs an HMAC for every feed. */
	readonly strangersPerSecond?: number;
	readonly strangersAtOnce?: number;
	/** Milliseconds of a clock that never goes back; the real one unless given. */
	readonly now?: () => number;
};

/** Somebody who was heard. */
export type LanCaller = {
	readonly challenge: Uint8Array;
	/** Which of our feeds (the discovery key, hexadecimal) a tag of theirs (hexadecimal) stands for. */
	readonly topics: Map<string, string>;
	/** When it was last answered about a feed. */
	readonly answered: Map<string, number>;
};

/** Who was heard in the local network, by the challenge it goes by, and what its tags stand for. What anybody can make this cost is bounded. */
export class LanCallers {
	readonly #callers = new Map<string, LanCaller>();
	readonly #topics = new Map<string, Uint8Array>();
	readonly #options: Required<LanCallersOptions>;
	#strangers: number;
	#countedAt: number;

	constructor({own, most = 64, strangersPerSecond = 4, strangersAtOnce = 32, now = () => performance.now()}: LanCallersOptions) {
		this.#options = {
			own, most, strangersPerSecond, strangersAtOnce, now,
		};
		this.#strangers = strangersAtOnce;
		this.#countedAt = now();
	}

	/** The challenge that we go by. */
	get own(): Uint8Array {
		return this.#options.own;
	}

	/** Everybody who is remembered. */
	get all(): readonly LanCaller[] {
		return [...this.#callers.values()];
	}

	/** Knows tags of this feed from now on. */
	add(topic: string, discoveryKey: Uint8Array): void {
		this.#topics.set(topic, discoveryKey);
		for (const caller of this.#callers.values()) {
			caller.topics.set(this.#tagFrom(caller, discoveryKey), topic);
		}
	}

	/** No longer. */
	remove(topic: string, discoveryKey: Uint8Array): void {
		this.#topics.delete(topic);
		for (const caller of this.#callers.values()) {
			caller.topics.delete(this.#tagFrom(caller, discoveryKey));
			caller.answered.delete(topic);
		}
	}

	/** Somebody says something. Undefined when that is ourselves, or one stranger too many: who means it says it again. */
	hear(challenge: Uint8Array): {readonly caller: LanCaller; readonly isNew: boolean} | undefined {
		const name = Buffer.from(challenge).toString('hex');
		const known = this.#callers.get(name);
		if (!known && (Buffer.from(this.own).equals(challenge) || !this.#mayListen())) {
			return undefined;
		}

		const caller = known ?? this.#meet(challenge);
		this.#callers.delete(name);
		this.#callers.set(name, caller);
		if (this.#callers.size > this.#options.most) {
			const [oldest] = this.#callers.keys();
			this.#callers.delete(oldest!);
		}

		return {caller, isNew: !known};
	}

	#meet(challenge: Uint8Array): LanCaller {
		const caller: LanCaller = {challenge: Uint8Array.from(challenge), topics: new Map(), answered: new Map()};
		for (const [topic, discoveryKey] of this.#topics) {
			caller.topics.set(this.#tagFrom(caller, discoveryKey), topic);
		}

		return caller;
	}

	#mayListen(): boolean {
		const {strangersPerSecond, strangersAtOnce, now} = this.#options;
		const time = now();
		this.#strangers = Math.min(strangersAtOnce, this.#strangers + ((time - this.#countedAt) / 1000 * strangersPerSecond));
		this.#countedAt = time;
		if (this.#strangers < 1) {
			return false;
		}

		this.#strangers--;
		return true;
	}

	#tagFrom({challenge}: LanCaller, discoveryKey: Uint8Array): string {
		const terms: LanTerms = {from: challenge, to: this.own};
		return Buffer.from(tagOf(discoveryKey, terms)).toString('hex');
	}
}
