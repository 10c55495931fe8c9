import type {RecoveryState} from './congestion.ts';
import {isBefore} from './sequence.ts';

/** From when packets were found lost until everything that had been sent by then has arrived: more losses in between are part of the same trouble. */
export class Recovery {
	#state: RecoveryState = 'open';
	#end = 0;

	get state(): RecoveryState {
		return this.#state;
	}

	/** @param end - The number of the next packet. */
	enter(state: 'recovery' | 'loss', end: number): void {
		this.#state = state;
		this.#end = end;
	}

	onAcknowledged(acknowledgement: number): void {
		if (this.#state !== 'open' && !isBefore(acknowledgement, this.#end)) {
			this.#state = 'open';
		}
	}
}
