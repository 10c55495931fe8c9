import {Buffer} from 'node:buffer';

/**
The text that a program put on the clipboard last, by OSC 52, among all that it wrote; undefined when it never did.

What is wrapped for tmux (escapes doubled) or for screen (cut in pieces) is unwrapped, as these would.
*/
export function clipboardText(written: string): string | undefined {
	const unwrapped = written
		// A regular expression is read more easily with what these look like.
		.replaceAll('\u{1B}', '␛')
		.replaceAll('\u{7}', '␇')
		.replaceAll(/␛Ptmux;(?<inner>(?:[^␛]|␛␛)*)␛\\/gv, (_, inner: string) => inner.replaceAll('␛␛', '␛'))
		.replaceAll(/(?:␛P(?:[^␛]|␛\])*␛\\)+/gv, pieces => pieces.replaceAll(/␛P|␛\\/gv, ''));
	const last = [...unwrapped.matchAll(/␛\]52;[0-7a-z]*;(?<text>[+\/=\dA-Za-z]*)(?:␇|␛\\)/gv)].at(-1);
	return last && Buffer.from(last.groups!['text']!, 'base64').toString();
}
