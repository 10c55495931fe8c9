import {truncateMiddle} from '../base/format.ts';
import type {TextStream} from './output.ts';

/** How far something is, in one line that is replaced by the next. */
export type Progress = {
	show(text: string): void;
	/** Makes room for a line of its own; what comes next is shown again. */
	clear(): void;
};

export type ProgressOptions = {
	readonly stream: TextStream;
	/** Milliseconds that only grow. */
	readonly now: () => number;
};

/** Ten redraws a second are as many as an eye follows. */
const redrawInterval = 100;

/** Often enough to see in a log that something moves, rare enough to read the log. */
const lineInterval = 10_000;

const eraseLine = '\r\u001B[K';

/** On a terminal: one line, drawn again and again, never wider than the window. */
export function redrawnLine({stream, now}: ProgressOptions): Progress {
	let drawnAt = Number.NEGATIVE_INFINITY;
	let isDrawn = false;
	return {
		show(text) {
			if (now() - drawnAt < redrawInterval) {
				return;
			}

			// A terminal wraps when its last column is filled, so that one stays empty.
			stream.write(`${eraseLine}${truncateMiddle(text, widthOf(stream) - 1)}`);
			drawnAt = now();
			isDrawn = true;
		},
		clear() {
			if (isDrawn) {
				stream.write(eraseLine);
				isDrawn = false;
			}
		},
	};
}

/** Without a terminal: a line now and then, and none when nothing changed. */
export function occasionalLines({stream, now}: ProgressOptions): Progress {
	let writtenAt = Number.NEGATIVE_INFINITY;
	let written = '';
	return {
		show(text) {
			if (text === written || now() - writtenAt < lineInterval) {
				return;
			}

			stream.write(`${text}\n`);
			writtenAt = now();
			written = text;
		},
		clear() {
			// Every line already stands on its own.
		},
	};
}

/** Terminals that don't know their width (serial lines, some recorders) say 0. */
function widthOf({columns = 0}: TextStream): number {
	return columns > 0 ? columns : 80;
}
