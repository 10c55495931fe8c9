import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {type IPty, spawn} from '@lydell/node-pty';
import {jsxCommand, runtimeCommand} from '../../scripts/runtime-command.ts';
import {builtFerry} from './built-ferry.ts';
import {clipboardText} from './clipboard-text.ts';
import {Screen} from './screen.ts';
import {keySequence} from './terminal-keys.ts';
import {waitFor} from './wait-for.ts';

export type TerminalOptions = {
	/** 80 otherwise. */
	readonly columns?: number;
	/** 24 otherwise. */
	readonly rows?: number;
	/** All of the program's environment but PATH, HOME, TERM and what keeps it away from a user's data and the public network, which it may replace. */
	readonly env?: Readonly<Record<string, string>>;
	readonly cwd?: string;
	/** What to start, with its first arguments; the compiled ferry otherwise, and `sourceFerry` is the other one. */
	readonly command?: readonly [program: string, ...rest: readonly string[]];
	/** The program doesn't say when it is idle, so nothing waits for that. */
	readonly hasNoMarks?: boolean;
};

/** What a screen has to show: a text, a match, or whatever the function accepts. */
export type Sight = string | RegExp | ((screen: string) => boolean);

/** Something that ends what was started: a test, or a script's own list. */
export type Owner = {readonly after: (end: () => Promise<void>) => void};

/** Runs ferry from its sources. */
export const sourceFerry = [...jsxCommand, fileURLToPath(new URL('../../source/cli.ts', import.meta.url))] as const;

/** How long, in milliseconds, a program may take to handle a key, and to show what is waited for. */
const patience = {key: 10_000, sight: 20_000};

const signals = {
	SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15, SIGCONT: 18, SIGTSTP: 20,
} as const;

/** Starts a program in a terminal of its own; both are gone when the test ends. */
export function startTerminal(t: Owner, arguments_: readonly string[], options: TerminalOptions = {}): Terminal {
	const {columns = 80, rows = 24, cwd, env, command = [...runtimeCommand, builtFerry()]} = options;
	const [program, ...rest] = [...command, ...arguments_];
	const pty = spawn(program, rest, {
		name: 'xterm-256color',
		cols: columns,
		rows,
		cwd: cwd ?? process.cwd(),
		env: {
			PATH: process.env['PATH'],
			HOME: process.env['HOME'],
			LANG: 'C.UTF-8',
			FERRY_STORE: '/dev/null/store',
			FERRY_BOOTSTRAP: '127.0.0.1:9',
			FERRY_IDLE_MARK: '1',
			...env,
		},
	});
	const terminal = new Terminal(pty, {columns, rows, hasMarks: !(options.hasNoMarks ?? false)});
	t.after(async () => {
		terminal.kill('SIGKILL');
		await terminal.ended;
	});
	return terminal;
}

/** A program in a terminal, and the person in front of it. */
export class Terminal {
	/** Everything that was written to the terminal, with its sequences. */
	raw = '';
	/** Resolves when the program has ended and all it wrote is on the screen, with its exit code as shells count: 128 and the signal's number when a signal has ended it. */
	readonly ended: Promise<number>;

	readonly #pty: IPty;
	readonly #screen: Screen;
	readonly #hasMarks: boolean;
	#exitCode: number | undefined;
	#written: Promise<void> = Promise.resolve();

	constructor(pty: IPty, {columns, rows, hasMarks}: {readonly columns: number; readonly rows: number; readonly hasMarks: boolean}) {
		this.#pty = pty;
		this.#hasMarks = hasMarks;
		this.#screen = new Screen(columns, rows, answer => {
			this.write(answer);
		});
		pty.onData(text => {
			this.raw += text;
			this.#written = this.#screen.write(text);
		});
		this.ended = new Promise(resolve => {
			pty.onExit(async ({exitCode, signal}) => {
				await this.#written;
				this.#exitCode = signal ? 128 + signal : exitCode;
				this.#lookAgain();
				resolve(this.#exitCode);
			});
		});
	}

	get pid(): number {
		return this.#pty.pid;
	}

	get columns(): number {
		return this.#screen.columns;
	}

	get rows(): number {
		return this.#screen.rows;
	}

	/** How often the program has said that it is idle. */
	get idleMarks(): number {
		return this.#screen.idleMarks;
	}

	get isAlternateScreen(): boolean {
		return this.#screen.isAlternate;
	}

	get isCursorVisible(): boolean {
		return this.#screen.isCursorVisible;
	}

	/** Counted from 0, from the top left. */
	get cursor(): Screen['cursor'] {
		return this.#screen.cursor;
	}

	/** The program is told of pastes as such. */
	get marksPastes(): boolean {
		return this.#screen.marksPastes;
	}

	/** What a person sees, line by line, each without its trailing spaces. */
	lines(): readonly string[] {
		return this.#screen.lines;
	}

	/** What a person sees, as one text. */
	screen(): string {
		return this.lines().join('\n');
	}

	/** Every cell of the screen, for pictures. */
	cells(): ReturnType<Screen['cells']> {
		return this.#screen.cells();
	}

	/** What the program has put on the clipboard last, by OSC 52. */
	clipboard(): string | undefined {
		return clipboardText(this.raw);
	}

	/**
	Presses keys one after the other, each when the program is idle after the one before; names as `keySequence` knows them.

	@throws When it isn't idle in time, with the screen.
	*/
	async press(...keys: readonly string[]): Promise<void> {
		for (const key of keys) {
			await this.#send(() => keySequence(key, this.#screen.hasApplicationKeys), `the key '${key}'`);
		}
	}

	/** Presses the key of each character. */
	async type(text: string): Promise<void> {
		for (const character of text) {
			await this.#send(() => character, `the key '${character}'`);
		}
	}

	/** Pastes, and says so to a program that wants to know. */
	async paste(text: string): Promise<void> {
		const lines = text.replaceAll(/\r?\n/gv, '\r');
		await this.#send(() => this.marksPastes ? `\u{1B}[200~${lines}\u{1B}[201~` : lines, 'what was pasted');
	}

	/** Changes the terminal's size. */
	async resize(columns: number, rows: number): Promise<void> {
		if (columns === this.#screen.columns && rows === this.#screen.rows) {
			return;
		}

		await this.#act(() => {
			this.#screen.resize(columns, rows);
			this.#pty.resize(columns, rows);
		}, {what: 'another size', isKey: false});
	}

	/** Sends characters as they are and waits for nothing, as for a key after which the program stops. */
	write(text: string): void {
		if (this.#exitCode === undefined) {
			this.#pty.write(text);
		}
	}

	/**
	Waits until the screen shows something; it may show it already.

	@throws After 20 seconds, or as long as is said, or when the program has ended without showing it; with the last screen.
	*/
	async waitFor(sight: Sight, {milliseconds = patience.sight}: {readonly milliseconds?: number} = {}): Promise<void> {
		const isSeen = typeof sight === 'function'
			? sight
			: (typeof sight === 'string' ? (screen: string) => screen.includes(sight) : (screen: string) => sight.test(screen));
		await this.#until(() => isSeen(this.screen()), {what: `Not seen: ${String(sight)}`, milliseconds});
	}

	/** Sends a signal to the program, unless it has ended. */
	kill(signal: keyof typeof signals = 'SIGTERM'): void {
		if (this.#exitCode === undefined) {
			process.kill(this.pid, signals[signal]);
		}
	}

	async #send(text: () => string, what: string): Promise<void> {
		await this.#act(() => {
			this.write(text());
		}, {what, isKey: true});
	}

	/** Does something to an idle program, and waits until it is idle again or has ended. A program that counts its keys may have drawn for another reason before it took this one. */
	async #act(act: () => void, {what, isKey}: {readonly what: string; readonly isKey: boolean}): Promise<void> {
		const waitUntil = async (isIdle: () => boolean, what: string): Promise<void> => {
			if (this.#hasMarks) {
				await this.#until(() => isIdle() || this.#exitCode !== undefined, {what, milliseconds: patience.key});
			}
		};

		// What is pressed before the program reads keys would be lost, or mean something else.
		await waitUntil(() => this.idleMarks > 0, `Never idle before ${what}`);
		const {idleMarks, takenKeys} = this.#screen;
		act();
		await waitUntil(() => isKey && takenKeys !== undefined ? this.#screen.takenKeys! > takenKeys : this.idleMarks > idleMarks, `Not idle after ${what}`);
	}

	async #until(isSo: () => boolean, {what, milliseconds}: {readonly what: string; readonly milliseconds: number}): Promise<void> {
		let isLate = false;
		const timer = setTimeout(() => {
			isLate = true;
			this.#lookAgain();
		}, milliseconds);
		try {
			await waitFor(this.#screen.changes, 'change', () => {
				if (isSo()) {
					return true;
				}

				if (isLate || this.#exitCode !== undefined) {
					throw new Error(`${what}, ${isLate ? `for ${milliseconds / 1000} s` : `and the program has ended with ${this.#exitCode}`}.\n${this.#drawn()}`);
				}

				return undefined;
			});
		} finally {
			clearTimeout(timer);
		}
	}

	#lookAgain(): void {
		this.#screen.changes.dispatchEvent(new Event('change'));
	}

	/** The screen in a frame, so that its spaces are seen. */
	#drawn(): string {
		const edge = '─'.repeat(this.#screen.columns);
		return [`┌${edge}`, ...this.lines().map(line => `│${line}`), `└${edge}`].join('\n');
	}
}
