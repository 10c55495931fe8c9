import {Buffer} from 'node:buffer';
import process from 'node:process';
import {fillTmuxBuffer} from './fill-tmux-buffer.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type CopyOptions = {
	readonly environment: Environment;
	/** Writes to the terminal. */
	readonly writeControl: (sequence: string) => void;
	/** Fills the machine's own clipboard; fails where there is none. */
	readonly copyHere?: (text: string) => Promise<void>;
	/** Fills tmux's newest buffer and the clipboard of the terminal around it; fails where tmux can't. */
	readonly copyInTmux?: (text: string) => Promise<void>;
	/** As `process.platform` has it. */
	readonly platform?: string;
};

/** Of what stands between two escapes, screen passes on no more than a few hundred bytes. */
const screenBytes = 240;

/** Copies a text by the terminal, which may be on another computer, by tmux if that stands in between, and to this machine's clipboard where there is one. Gives a sentence about what was done; whether the terminal obeys, nobody can tell. */
export async function copyText(text: string, {environment, writeControl, copyHere = copyWithSystem, copyInTmux = fillTmuxBuffer, platform = process.platform}: CopyOptions): Promise<string> {
	const isTmux = isSet(environment, 'TMUX');
	const isInBuffer = isTmux && await succeeds(copyInTmux(text));
	if (!isInBuffer) {
		writeControl(clipboardSequence(text, environment));
	}

	const sent = isTmux && !isInBuffer ? 'sent to tmux, which hands it on with “set-clipboard on”' : 'sent to your terminal’s clipboard';
	if (!hasClipboard(environment, platform)) {
		return isInBuffer ? `Key put into tmux’s buffer, and ${sent}.` : `Key ${sent}.`;
	}

	// Where it can't be reached, the terminal has it, as far as anybody can tell.
	return await succeeds(copyHere(text))
		? `Key copied to this computer’s clipboard, and ${isTmux ? sent : 'sent to your terminal’s'}.`
		: `Key ${sent}; this computer’s own can’t be reached.`;
}

/** OSC 52, which fills the clipboard of the terminal, wrapped so that screen passes it on; for tmux both as it is and wrapped, of which its settings let one through or none. */
export function clipboardSequence(text: string, environment: Environment): string {
	const sequence = `\u{1B}]52;c;${Buffer.from(text).toString('base64')}\u{7}`;
	const forTmux = `\u{1B}Ptmux;${sequence.replaceAll('\u{1B}', '\u{1B}\u{1B}')}\u{1B}\\`;
	const forScreen = Array.from({length: Math.ceil(sequence.length / screenBytes)}, (_, index) => `\u{1B}P${sequence.slice(index * screenBytes, (index + 1) * screenBytes)}\u{1B}\\`).join('');
	const terminal = environment['TERM'] ?? '';
	// Within tmux TERM begins with screen, too.
	if (isSet(environment, 'TMUX') || terminal.startsWith('tmux')) {
		return sequence + forTmux;
	}

	if (isSet(environment, 'STY')) {
		return forScreen;
	}

	// On another computer only TERM says that there is screen in between, or tmux: both ignore what is meant for the other.
	return terminal.startsWith('screen') ? sequence + forScreen : sequence;
}

/** Whether the machine that ferry runs on is the one the user sits at, and has a clipboard. */
export function hasClipboard(environment: Environment, platform: string): boolean {
	return !isSet(environment, 'SSH_TTY') && !isSet(environment, 'SSH_CONNECTION')
		&& (platform === 'darwin' || platform === 'win32' || ['WAYLAND_DISPLAY', 'DISPLAY', 'TERMUX_VERSION'].some(name => isSet(environment, name)));
}

function isSet(environment: Environment, name: string): boolean {
	return (environment[name] ?? '') !== '';
}

async function succeeds(work: Promise<void>): Promise<boolean> {
	try {
		await work;
		return true;
	} catch {
		return false;
	}
}

async function copyWithSystem(text: string): Promise<void> {
	const {default: clipboard} = await import('clipboardy');
	await clipboard.write(text);
}
