import type {Busy} from './busy.ts';
import type {KeyPress} from './key-press.ts';
import {screenFollows} from './screen-follows.ts';

/** Who is asked first: what comes before all else, a text field, then the screen that is seen, then what works everywhere. */
export type KeyLayer = 'first' | 'field' | 'screen' | 'everywhere';

/** Takes a key and says whether it did. */
export type KeyListener = (press: KeyPress) => boolean;
export type PasteListener = (text: string) => boolean;

/** Gives each key to the first listener that takes it. */
export type KeyHub = {
	readonly press: (presses: readonly KeyPress[]) => void;
	readonly paste: (text: string) => void;
	/** How often `press` and `paste` were called so far. */
	readonly taken: () => number;
	/** Call what they return to stop listening. */
	readonly onKey: (layer: KeyLayer, listener: KeyListener) => () => void;
	readonly onPaste: (layer: KeyLayer, listener: PasteListener) => () => void;
};

const layers: readonly KeyLayer[] = ['first', 'field', 'screen', 'everywhere'];

/** A hub that gives out one key at a time: the next one only after the screen has followed the last, since it may belong to what that one opened. */
export function createKeyHub(busy: Busy): KeyHub {
	const keys = listeners<KeyPress>();
	const pastes = listeners<string>();
	const waiting: Array<() => void> = [];
	let isRunning = false;
	let taken = 0;
	const run = async (): Promise<void> => {
		isRunning = true;
		const end = busy.begin();
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
			next();
			await screenFollows();
		}

		isRunning = false;
		end();
	};

	const add = (tasks: ReadonlyArray<() => void>): void => {
		taken++;
		waiting.push(...tasks);
		if (!isRunning) {
			void run();
		}
	};

	return {
		press(presses) {
			add(presses.map(press => () => {
				keys.tell(press);
			}));
		},
		paste(text) {
			add([() => {
				pastes.tell(text);
			}]);
		},
		taken: () => taken,
		onKey: keys.add,
		onPaste: pastes.add,
	};
}

function listeners<Value>() {
	const all = new Set<{readonly layer: KeyLayer; readonly listener: (value: Value) => boolean}>();
	return {
		add(layer: KeyLayer, listener: (value: Value) => boolean) {
			const entry = {layer, listener};
			all.add(entry);
			return () => {
				all.delete(entry);
			};
		},
		tell(value: Value) {
			for (const layer of layers) {
				for (const entry of all) {
					if (entry.layer === layer && entry.listener(value)) {
						return;
					}
				}
			}
		},
	};
}
