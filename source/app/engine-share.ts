import type {Turns} from '../base/turns.ts';
import type {OfferAnswer} from './engine-state.ts';
import type {ShareRunner} from './share-runner.ts';

/** One share of the engine. */
export type EngineShare = {
	readonly runner: ShareRunner;
	/** Undefined until a new share has its key. */
	key: Uint8Array | undefined;
	/** What is begun and ended with it, one thing after the other. */
	readonly turns: Turns;
	/** Aborted by whatever ends what was begun before: a pause, a removal, the end of the engine. */
	wanted: AbortController;
	/** Answers the offer that waits for the user. */
	answer: ((answer: OfferAnswer | undefined) => void) | undefined;
};
