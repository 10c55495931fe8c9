import assert from 'node:assert/strict';
import {PassThrough, Writable} from 'node:stream';
import type {TestContext} from 'node:test';
import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink';
import type {ReactNode} from 'react';
import {createBusy} from '../../source/ui/busy.ts';
import type {Clock} from '../../source/ui/clock.ts';
import {KeyInput} from '../../source/ui/components/key-input.tsx';
import {EngineContext, type Services} from '../../source/ui/engine-context.ts';
import {createKeyHub} from '../../source/ui/key-hub.ts';
import {createMessages} from '../../source/ui/messages.ts';
import {BodySizeContext, FrameSizeContext} from '../../source/ui/size-context.ts';
import {ThemeContext} from '../../source/ui/theme-context.ts';
import {themeFor} from '../../source/ui/theme.ts';
import {type FakeEngine, fakeEngine, sampleTime} from './fake-engine.ts';

export type RenderOptions = {
	readonly engine?: FakeEngine;
	/** 80×24 otherwise. */
	readonly columns?: number;
	readonly rows?: number;
	readonly environment?: Readonly<Record<string, string | undefined>>;
};

/** Something that is drawn, and what a person could do with it. */
export type RenderedUi = {
	readonly engine: FakeEngine;
	readonly services: Services;
	/** What was written to the terminal outside of frames, as for the clipboard. */
	readonly controls: readonly string[];
	/** How often `quit` and `suspend` were asked for. */
	readonly asked: {readonly quit: number; readonly suspend: number};
	/** What is on the screen, without trailing spaces. */
	readonly frame: () => string;
	readonly lines: () => readonly string[];
	/** Every frame so far. */
	readonly frames: readonly string[];
	/** Presses keys, by the names of the keymap; a longer text is typed. Resolves when all that follows is drawn. */
	readonly press: (...keys: readonly string[]) => Promise<void>;
	readonly paste: (text: string) => Promise<void>;
	/** Resolves when everything that goes on is over and drawn. */
	readonly settled: () => Promise<void>;
	/** Resolves as soon as the screen matches. */
	readonly waitFor: (pattern: RegExp | string) => Promise<void>;
	/** Moves the time on, in milliseconds, and lets everybody look at it. */
	readonly passTime: (milliseconds: number) => Promise<void>;
	readonly resize: (columns: number, rows: number) => Promise<void>;
};

const sequences: Readonly<Record<string, string>> = {
	up: '\u{1B}[A', down: '\u{1B}[B', right: '\u{1B}[C', left: '\u{1B}[D', home: '\u{1B}[H', end: '\u{1B}[F', pageUp: '\u{1B}[5~', pageDown: '\u{1B}[6~',
	enter: '\r', escape: '\u{1B}', tab: '\t', 'shift+tab': '\u{1B}[Z', space: ' ', backspace: '\u{7F}', delete: '\u{1B}[3~',
};

/** Draws a component on a terminal of its own, which is gone when the test ends. */
export async function renderUi(t: TestContext, node: ReactNode, {engine = fakeEngine(), columns = 80, rows = 24, environment = {}}: RenderOptions = {}): Promise<RenderedUi> {
	const output = fakeOutput(columns, rows);
	const input = fakeInput();
	const clock = fakeClock();
	const busy = createBusy();
	const asked = {quit: 0, suspend: 0};
	const controls: string[] = [];
	const services: Services = {
		engine,
		environment,
		keys: createKeyHub(busy),
		busy,
		clock,
		messages: createMessages(clock.now),
		writeControl(sequence) {
			controls.push(sequence);
		},
		quit() {
			asked.quit++;
		},
		suspend() {
			asked.suspend++;
		},
	};
	const tree = (): ReactNode => {
		const size = {columns: output.columns, rows: output.rows - 1};
		return (
			<EngineContext value={services}>
				<ThemeContext value={themeFor(engine.getState().theme, environment)}>
					<FrameSizeContext value={size}>
						<BodySizeContext value={size}>
							<KeyInput/>
							{node}
						</BodySizeContext>
					</FrameSizeContext>
				</ThemeContext>
			</EngineContext>
		);
	};

	const ink = render(tree(), {
		stdout: output, stdin: input, debug: true, exitOnCtrlC: false, patchConsole: false, interactive: true, isScreenReaderEnabled: environment['INK_SCREEN_READER'] === 'true',
	});
	t.after(() => {
		ink.unmount();
	});
	const frame = (): string => output.frames.at(-1) ?? '';
	const settled = async (): Promise<void> => {
		do {
			if (!busy.isIdle()) {
				await new Promise<void>(resolve => {
					const stop = busy.onIdle(() => {
						stop();
						resolve();
					});
				});
			}

			await ink.waitUntilRenderFlush();
			await ink.waitUntilRenderFlush();
		} while (!busy.isIdle());
	};

	const send = async (text: string): Promise<void> => {
		const taken = new Promise<void>(resolve => {
			const stop = busy.onIdle(() => {
				stop();
				resolve();
			});
		});
		input.write(text);
		await taken;
		await settled();
	};

	await settled();
	return {
		engine,
		services,
		controls,
		asked,
		frame,
		lines: () => frame().split('\n'),
		frames: output.frames,
		settled,
		async press(...keys) {
			for (const key of keys) {
				await send(sequences[key] ?? (/^ctrl\+[a-z]$/v.test(key) ? String.fromCodePoint(key.codePointAt(5)! - 96) : key));
			}
		},
		async paste(text) {
			await send(`\u{1B}[200~${text}\u{1B}[201~`);
		},
		async waitFor(pattern) {
			const matches = (): boolean => typeof pattern === 'string' ? frame().includes(pattern) : pattern.test(frame());
			if (matches()) {
				return;
			}

			await new Promise<void>((resolve, reject) => {
				const timer = setTimeout(() => {
					reject(new assert.AssertionError({message: `Never seen: ${String(pattern)}\n${frame()}`}));
				}, 10_000);
				output.onFrame = () => {
					if (matches()) {
						clearTimeout(timer);
						resolve();
					}
				};
			});
		},
		async passTime(milliseconds) {
			clock.pass(milliseconds);
			await settled();
		},
		async resize(newColumns, newRows) {
			output.columns = newColumns;
			output.rows = newRows;
			output.emit('resize');
			ink.rerender(tree());
			await settled();
		},
	};
}

/** Each write of Ink in its debug mode is a whole frame. */
class FakeOutput extends Writable {
	readonly frames: string[] = [];
	columns = 80;
	rows = 24;
	onFrame: (() => void) | undefined;

	get isTTY(): boolean {
		return true;
	}

	override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
		const text = new TextDecoder().decode(chunk);
		const frame = stripVTControlCharacters(text).split('\n').map(line => line.trimEnd()).join('\n');
		if (frame !== '') {
			this.frames.push(frame);
			this.onFrame?.();
		}

		done();
	}
}

function fakeOutput(columns: number, rows: number): FakeOutput {
	const output = new FakeOutput();
	output.columns = columns;
	output.rows = rows;
	return output;
}

function fakeInput(): PassThrough {
	const nothing = (): void => undefined;
	return Object.assign(new PassThrough(), {
		isTTY: true, setRawMode: nothing, ref: nothing, unref: nothing,
	});
}

function fakeClock(): Clock & {readonly pass: (milliseconds: number) => void} {
	const listeners = new Set<() => void>();
	let time = sampleTime;
	return {
		now: () => time,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		pass(milliseconds) {
			time += milliseconds;
			for (const listener of listeners) {
				listener();
			}
		},
	};
}
