import type {Clock} from '../../source/transfer/limiter.ts';
import {waitFor} from './wait-for.ts';

type Alarm = {readonly time: number; readonly ring: () => void};

/** A clock that stands still until a test moves it from alarm to alarm. */
export class ManualClock implements Clock {
	#time = 0;
	readonly #alarms = new Set<Alarm>();
	readonly #changes = new EventTarget();

	readonly now = (): number => this.#time;

	readonly wait = (milliseconds: number, ring: () => void): (() => void) => {
		const alarm = {time: this.#time + milliseconds, ring};
		this.#alarms.add(alarm);
		this.#changes.dispatchEvent(new Event('change'));
		return () => {
			this.#alarms.delete(alarm);
		};
	};

	/** How many alarms are set. */
	get waiting(): number {
		return this.#alarms.size;
	}

	/** Goes to the next alarm and rings it; waits until there is one. */
	async next(): Promise<void> {
		const alarm = await waitFor(this.#changes, 'change', () => [...this.#alarms].toSorted((a, b) => a.time - b.time)[0]);
		this.#time = alarm.time;
		this.#alarms.delete(alarm);
		alarm.ring();
	}

	/** Goes from alarm to alarm until something has settled, and gives that. */
	async until<Value>(something: Promise<Value>): Promise<Value> {
		let isSettled = false;
		const settle = (): void => {
			isSettled = true;
			this.#changes.dispatchEvent(new Event('change'));
		};

		something.then(settle, settle);
		const look = (): 'settled' | 'waiting' | undefined => isSettled ? 'settled' : (this.#alarms.size > 0 ? 'waiting' : undefined);
		while (await waitFor(this.#changes, 'change', look) === 'waiting') {
			await this.next();
		}

		return something;
	}
}
