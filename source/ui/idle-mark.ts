import type {Busy} from './busy.ts';

/** What a test of the whole program waits for; terminals ignore it. */
export const idleMark = '\u{1B}]7777;idle\u{7}';

export type IdleMarkOptions = {
	readonly busy: Busy;
	/** Resolves when all that was asked for is drawn and written. */
	readonly drawn: () => Promise<void>;
	readonly write: (text: string) => void;
};

/** Writes the mark whenever nothing goes on any more and everything is drawn. Call what it gives after each frame, too. */
export function markIdle({busy, drawn, write}: IdleMarkOptions): () => void {
	let isWaiting = false;
	const check = async (): Promise<void> => {
		if (isWaiting) {
			return;
		}

		isWaiting = true;
		await drawn();
		isWaiting = false;
		if (busy.isIdle()) {
			write(idleMark);
		}
	};

	const checkSoon = (): void => {
		void check();
	};

	busy.onIdle(checkSoon);
	return checkSoon;
}
