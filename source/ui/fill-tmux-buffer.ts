import {execFile} from 'node:child_process';
import {promisify} from 'node:util';

const run = promisify(execFile);

/** How long tmux may take, in milliseconds: it answers at once or not at all. */
const patience = 2000;

/**
Puts a text into tmux's newest buffer, and lets tmux send it to the clipboard of the terminal that it stands in.

Unlike a sequence that is written to the screen, this works with the settings that tmux comes with: since 2.6 it ignores OSC 52 of programs unless `set-clipboard` is `on`, since 3.3 also what is wrapped to be passed on, unless `allow-passthrough` is on.

@throws When there is no tmux, or one before 3.2, which can't send a buffer on.
*/
export async function fillTmuxBuffer(text: string): Promise<void> {
	const running = run('tmux', ['load-buffer', '-w', '-'], {timeout: patience});
	// When it ends before it has read the text, its exit says why.
	running.child.stdin?.on('error', () => undefined);
	running.child.stdin?.end(text);
	await running;
}
