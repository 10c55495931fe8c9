import xterm from '@xterm/headless';
import {cellWidths} from './cell-widths.ts';
import {type Cell, readCells} from './screen-cells.ts';

/** As `FERRY_IDLE_MARK` makes ferry say that everything is drawn: `ESC ] 7777 ; idle BEL`, or `idle;3` when it has taken three keys or pastes so far. */
const idleMark = 7777;

/** The screen of a terminal: what is written to it, and what a person then sees. */
export class Screen {
	/** How often the program has said that it is idle. */
	idleMarks = 0;
	/** How many keys and pastes it had taken then, if it says so. */
	takenKeys: number | undefined;
	/** Has a `change` when something was written. */
	readonly changes = new EventTarget();

	readonly #emulator: xterm.Terminal;
	#isCursorVisible = true;
	#lines: readonly string[] = [];

	/** @param onAnswer Called with what the terminal answers to a program that asks it something. */
	constructor(columns: number, rows: number, onAnswer: (text: string) => void) {
		this.#emulator = new xterm.Terminal({
			cols: columns, rows, allowProposedApi: true, scrollback: 1000,
		});
		const {parser, unicode} = this.#emulator;
		unicode.register(cellWidths);
		unicode.activeVersion = cellWidths.version;
		this.#emulator.onData(onAnswer);
		parser.registerOscHandler(idleMark, text => {
			this.idleMarks++;
			this.takenKeys = /^idle;\d+$/v.test(text) ? Number(text.slice('idle;'.length)) : undefined;
			// What is drawn now is complete; what follows in the same text may not be.
			this.#present();
			return true;
		});
		for (const [final, isVisible] of [['h', true], ['l', false]] as const) {
			parser.registerCsiHandler({prefix: '?', final}, parameters => {
				if (parameters.includes(25)) {
					this.#isCursorVisible = isVisible;
				}

				// The emulator handles it too.
				return false;
			});
		}

		this.#present();
	}

	get columns(): number {
		return this.#emulator.cols;
	}

	get rows(): number {
		return this.#emulator.rows;
	}

	/** From the top to the bottom, each without its trailing spaces. */
	get lines(): readonly string[] {
		return this.#lines;
	}

	get isAlternate(): boolean {
		return this.#emulator.buffer.active.type === 'alternate';
	}

	get isCursorVisible(): boolean {
		return this.#isCursorVisible;
	}

	/** Counted from 0, from the top left. */
	get cursor(): {readonly column: number; readonly row: number} {
		const {cursorX, cursorY} = this.#emulator.buffer.active;
		return {column: cursorX, row: cursorY};
	}

	/** A program has asked to be told of pastes as such. */
	get marksPastes(): boolean {
		return this.#emulator.modes.bracketedPasteMode;
	}

	get hasApplicationKeys(): boolean {
		return this.#emulator.modes.applicationCursorKeysMode;
	}

	/** Every cell, for pictures. */
	cells(): ReadonlyArray<readonly Cell[]> {
		return readCells(this.#emulator);
	}

	/** Resolves when the text is on the screen. */
	async write(text: string): Promise<void> {
		await new Promise<void>(resolve => {
			this.#emulator.write(text, resolve);
		});
		// A frame that a program has begun to draw at once is not seen until it is complete.
		if (!this.#emulator.modes.synchronizedOutputMode) {
			this.#present();
		}

		this.changes.dispatchEvent(new Event('change'));
	}

	resize(columns: number, rows: number): void {
		this.#emulator.resize(columns, rows);
		this.#present();
		this.changes.dispatchEvent(new Event('change'));
	}

	close(): void {
		this.#emulator.dispose();
	}

	#present(): void {
		const {active} = this.#emulator.buffer;
		this.#lines = Array.from({length: this.rows}, (_, row) => active.getLine(active.baseY + row)?.translateToString(true).trimEnd() ?? '');
	}
}
