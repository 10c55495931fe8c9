import {Buffer} from 'node:buffer';
import process from 'node:process';

export type CopyOptions = {
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Writes to the terminal. */
	readonly writeControl: (sequence: string) => void;
	/** Fills the machine's own clipboard; fails where there is none. */
	readonly copyHere?: (text: string) => Promise<void>;
};

/** Copies a text by the terminal, which may be on another computer, and to this machine's clipboard where there is one. Gives a sentence about what was done; whether the terminal obeys, nobody can tell. */
export async function copyText(text: string, {environment, writeControl, copyHere = copyWithSystem}: CopyOptions): Promise<string> {
	writeControl(clipboardSequence(text, environment));
	if (!hasClipboard(environment)) {
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
export function clipboardSequence(text: string, environment: Readonly<Record<string, string | undefined>>): string {
	const sequence = `\u{1B}]52;c;${Buffer.from(text).toString('base64')}\u{7}`;
	if ((environment['TMUX'] ?? '') !== '') {
		return `\u{1B}Ptmux;${sequence.replaceAll('\u{1B}', '\u{1B}\u{1B}')}\u{1B}\\`;
	}

	return (environment['STY'] ?? '') === '' ? sequence : `\u{1B}P${sequence}\u{1B}\\`;
}

function hasClipboard(environment: Readonly<Record<string, string | undefined>>): boolean {
	const isSet = (name: string): boolean => (environment[name] ?? '') !== '';
	return !isSet('SSH_CONNECTION') && (process.platform === 'darwin' || process.platform === 'win32' || isSet('DISPLAY') || isSet('WAYLAND_DISPLAY') || isSet('TERMUX_VERSION'));
}

async function copyWithSystem(text: string): Promise<void> {
	const {default: clipboard} = await import('clipboardy');
	await clipboard.write(text);
}
