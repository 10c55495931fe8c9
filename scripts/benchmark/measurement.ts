import type {Usage} from './start-process.ts';

/** One run of one thing. */
export type Measurement = {
	/** From the start of the sending process to the end of the receiving one. */
	readonly totalSeconds: number;
	/** From the start of the receiving process to its end. */
	readonly receiverSeconds: number;
	/** From dialling to the last byte, as the receiving process says itself. */
	readonly transferSeconds?: number;
	readonly sender: Usage;
	readonly receiver: Usage;
};
