/** One thing that was looked at, and what came of it. */
export type Check = {
	/** What was looked at, one word. */
	readonly name: string;
	/** `bad`: it stands in the way. `warning`: it may, or can't be said. */
	readonly status: 'good' | 'warning' | 'bad';
	/** A sentence. */
	readonly finding: string;
	/** What to do about it. */
	readonly remedy?: string | undefined;
	readonly milliseconds?: number | undefined;
};
