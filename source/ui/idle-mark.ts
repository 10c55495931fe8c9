import type {Busy} from './busy.ts';

/** What a test of the whole program waits for; terminals ignore it. `taken`: how many keys and pastes were taken until then, so that a test can wait for the one that it has sent. */
export function idleMark(taken: number): string {
	return `\u{1B}]7777;idle;${taken}\u{7}`;
}

export type IdleMarkOptions = {
	readonly busy: Busy;
	/** How many keys and pastes were taken so far. */
	readonly taken: () => number;
	/** Resolves when all that was asked for is drawn and written. */
	readonly drawn: () => Promise<void>;
	readonly write: (text: string) => void;
};

/** Writes the mark whenever nothing goes on any more and everything is drawn. Call what it gives after each frame, too. */
export function markIdle({busy, taken, drawn, write}: IdleMarkOptions): () => void {
	let isWaiting = false;
	let isAskedAgain = false;
	const check = async (): Promise<void> => {
		isAskedAgain = isWaiting;
		if (isWaiting) {
			return;
		}

		isWaiting = true;
		do {
			isAskedAgain = false;
			await drawn();
			// What has come meanwhile may not be drawn yet.
		} while (isAskedAgain);

		isWaiting = false;
		if (busy.isIdle()) {
			write(idleMark(taken()));
		}
	};

	const checkSoon = (): void => {
		void check();
	};

	busy.onIdle(checkSoon);
	return checkSoon;
}
