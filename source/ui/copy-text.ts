import {Buffer} from 'node:buffer';
import process from 'node:process';

type Environment = Readonly<Record<string, string | undefined>>;

export type CopyOptions = {
	readonly environment: Environment;
	/** Writes to the terminal. */
	readonly writeControl: (sequence: string) => void;
	/** Fills the machine's own clipboard; fails where there is none. */
	readonly copyHere?: (text: string) => Promise<void>;
	/** As `process.platform` has it. */
	readonly platform?: string;
};

/** Of what stands between two escapes, screen passes on no more than a few hundred bytes. */
const screenBytes = 240;

/** Copies a text by the terminal, which may be on another computer, and to this machine's clipboard where there is one. Gives a sentence about what was done; whether the terminal obeys, nobody can tell. */
export async function copyText(text: string, {environment, writeControl, copyHere = copyWithSystem, platform = process.platform}: CopyOptions): Promise<string> {
	writeControl(clipboardSequence(text, environment));
	if (!hasClipboard(environment, platform)) {
		return 'Key sent to your terminal’s clipboard.';
	}

	try {
		await copyHere(text);
		return 'Key copied to this computer’s clipboard, and sent to your terminal’s.';
	} catch {
		// The terminal has it, as far as anybody can tell.
		return 'Key sent to your terminal’s clipboard; this computer’s own can’t be reached.';
	}
}

/** OSC 52, which fills the clipboard of the terminal, wrapped so that tmux and screen pass it on. */
export function clipboardSequence(text: string, environment: Environment): string {
	const sequence = `\u{1B}]52;c;${Buffer.from(text).toString('base64')}\u{7}`;
	// Within tmux TERM begins with screen, too.
	if (isSet(environment, 'TMUX')) {
		return `\u{1B}Ptmux;${sequence.replaceAll('\u{1B}', '\u{1B}\u{1B}')}\u{1B}\\`;
	}

	return isSet(environment, 'STY') || environment['TERM']?.startsWith('screen') === true
		? Array.from({length: Math.ceil(sequence.length / screenBytes)}, (_, index) => `\u{1B}P${sequence.slice(index * screenBytes, (index + 1) * screenBytes)}\u{1B}\\`).join('')
		: sequence;
}

/** Whether the machine that ferry runs on is the one the user sits at, and has a clipboard. */
export function hasClipboard(environment: Environment, platform: string): boolean {
	return !isSet(environment, 'SSH_TTY') && !isSet(environment, 'SSH_CONNECTION')
		&& (platform === 'darwin' || platform === 'win32' || ['WAYLAND_DISPLAY', 'DISPLAY', 'TERMUX_VERSION'].some(name => isSet(environment, name)));
}

function isSet(environment: Environment, name: string): boolean {
	return (environment[name] ?? '') !== '';
}

async function copyWithSystem(text: string): Promise<void> {
	const {default: clipboard} = await import('clipboardy');
	await clipboard.write(text);
}
