import type {ThemeName} from '../app/engine-state.ts';
import {asciiText} from './ascii-text.ts';

/** What a piece of text means; colours follow from it, and from nothing else. */
export type Tone = 'plain' | 'strong' | 'dim' | 'accent' | 'ok' | 'busy' | 'warning' | 'bad';

/** How Ink draws a tone. */
export type ToneStyle = {readonly color?: string; readonly dimColor?: boolean; readonly bold?: boolean};

/** How Ink draws one side of a QR code. */
export type CodeStyle = {readonly color?: string; readonly backgroundColor?: string; readonly inverse?: boolean};

/** The look of a dashboard: a style for each tone, and the signs that stand beside the words. */
export type Theme = {
	readonly name: ThemeName;
	readonly tones: Readonly<Record<Tone, ToneStyle>>;
	/** A QR code is dark on light, whatever stands around it: telephones find no other one. What is drawn with signs is dark in the style for `light`. */
	readonly code: Readonly<Record<'light' | 'dark', CodeStyle>>;
	readonly glyphs: Glyphs;
	/** As words where there are no arrows. */
	readonly arrowKeys: ArrowKeys;
	/** Whether the terminal has nothing but ASCII. */
	readonly isAscii: boolean;
	/** A text in the signs that the terminal has, as wide as before. */
	readonly spell: (text: string) => string;
};

/** What the keys with arrows are called. */
export type ArrowKeys = Readonly<Record<'up' | 'down' | 'left' | 'right', string>>;

/** One column each. Every meaning has one, so that nothing is told by colour alone. */
export type Glyphs = {
	readonly ok: string;
	readonly serving: string;
	readonly reading: string;
	readonly waiting: string;
	readonly paused: string;
	readonly warning: string;
	readonly bad: string;
	readonly question: string;
	readonly held: string;
	readonly up: string;
	readonly down: string;
	readonly cursor: string;
	readonly open: string;
	readonly closed: string;
	readonly chosen: string;
	readonly notChosen: string;
	readonly partlyChosen: string;
	readonly notWanted: string;
	readonly ellipsis: string;
	readonly dot: string;
	readonly rule: string;
	readonly barDone: string;
	readonly barLeft: string;
	/** From nothing to the most. */
	readonly levels: readonly string[];
	readonly blockHere: string;
	readonly blockPartly: string;
	readonly blockInFlight: string;
	readonly blockMissing: string;
	readonly blockNowhere: string;
	readonly arrows: string;
	/** Ink's name for the lines around a dialog. */
	readonly border: 'round' | 'classic';
};

const plainTones = {
	plain: {}, strong: {bold: true}, dim: {dimColor: true},
} as const;

/** The name of a single sign. */
export type Sign = Exclude<keyof Glyphs, 'levels'>;

const tones: Readonly<Record<ThemeName, Theme['tones']>> = {
	dark: {
		...plainTones, accent: {color: 'cyan'}, ok: {color: 'green'}, busy: {color: 'blueBright'}, warning: {color: 'yellow'}, bad: {color: 'redBright'},
	},
	// Yellow and the bright colours can't be read on white. Where there are only 16, a darker green would become black.
	light: {
		...plainTones, accent: {color: '#00688b'}, ok: {color: '#1a8037'}, busy: {color: 'blue'}, warning: {color: '#9a5b00'}, bad: {color: 'red'},
	},
	mono: {
		...plainTones, accent: {bold: true}, ok: {}, busy: {}, warning: {bold: true}, bad: {bold: true},
	},
};

const blackOnWhite: Theme['code'] = {light: {color: '#000000', backgroundColor: '#ffffff'}, dark: {backgroundColor: '#000000'}};

/** Without colours, what the terminal has: where it is dark, both of its colours change places. */
const ownColors: Readonly<Record<'onDark' | 'onLight', Theme['code']>> = {
	onDark: {light: {inverse: true}, dark: {}},
	onLight: {light: {}, dark: {inverse: true}},
};

/** Arrows as they stand on the keys. */
export const arrowSigns: ArrowKeys = {
	up: '↑', down: '↓', left: '←', right: '→',
};

const arrowWords: ArrowKeys = {
	up: 'Up', down: 'Down', left: 'Left', right: 'Right',
};

const unicodeGlyphs: Glyphs = {
	ok: '✓', serving: '●', reading: '◆', waiting: '○', paused: '‖', warning: '▲', bad: '✗', question: '?', held: '◌', up: '↑', down: '↓', cursor: '▌',
	open: '▾', closed: '▸', chosen: '◉', notChosen: '○', partlyChosen: '◎', notWanted: '–', ellipsis: '…', dot: '·', rule: '─', barDone: '━', barLeft: '─',
	levels: ['▁', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
	blockHere: '█', blockPartly: '▒', blockInFlight: '▞', blockMissing: '·', blockNowhere: '×', arrows: '↑↓', border: 'round',
};

const asciiGlyphs: Glyphs = {
	ok: '+', serving: '*', reading: '~', waiting: 'o', paused: '=', warning: '!', bad: 'x', question: '?', held: '#', up: '^', down: 'v', cursor: '>',
	open: 'v', closed: '>', chosen: '*', notChosen: 'o', partlyChosen: '~', notWanted: '-', ellipsis: '~', dot: '-', rule: '-', barDone: '#', barLeft: '-',
	levels: [' ', '.', ':', '-', '=', '+', '*', '%', '#'],
	blockHere: '#', blockPartly: '+', blockInFlight: '~', blockMissing: '.', blockNowhere: 'x', arrows: 'up/down', border: 'classic',
};

/** The look for a terminal: without colours where `NO_COLOR` asks for it, with ASCII alone where `FERRY_ASCII` asks for it or the terminal's font has nothing else. */
export function themeFor(name: ThemeName, environment: Readonly<Record<string, string | undefined>>): Theme {
	const hasColors = (environment['NO_COLOR'] ?? '') === '';
	const shown = hasColors ? name : 'mono';
	const isAscii = needsAscii(environment);
	return {
		name: shown,
		tones: tones[shown],
		code: shown === 'mono' ? ownColors[name === 'light' ? 'onLight' : 'onDark'] : blackOnWhite,
		glyphs: isAscii ? asciiGlyphs : unicodeGlyphs,
		arrowKeys: isAscii ? arrowWords : arrowSigns,
		isAscii,
		spell: isAscii ? asciiText : text => text,
	};
}

/** The theme that `t` comes to next. */
export function nextTheme(name: ThemeName): ThemeName {
	const order: readonly ThemeName[] = ['dark', 'light', 'mono'];
	return order[(order.indexOf(name) + 1) % order.length]!;
}

function needsAscii(environment: Readonly<Record<string, string | undefined>>): boolean {
	const asked = environment['FERRY_ASCII'] ?? '';
	return asked === '' ? /^(?:linux|dumb|vt\d+|cons\d+.*)$/v.test(environment['TERM'] ?? '') : asked !== '0';
}
