import {spawnSync} from 'node:child_process';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {type Owner, startTerminal, type Terminal} from './terminal.ts';

/** Why tests can't use tmux here; false where they can. */
export const lacksTmux = reasonAgainstTmux();

export type TmuxOptions = {
	/** An empty directory, for its socket and settings. */
	readonly directory: string;
	/** Lines of its settings; it has those that it comes with otherwise. */
	readonly settings?: readonly string[];
	readonly command: readonly string[];
};

/** Starts a program in a tmux of its own, in a terminal. `stop` ends that tmux, with all that runs in it. */
export async function startTmux(t: Owner, {directory, settings = [], command}: TmuxOptions): Promise<{readonly terminal: Terminal; readonly stop: () => void}> {
	const file = path.join(directory, 'tmux.conf');
	await writeFile(file, settings.join('\n'));
	const server = ['-S', path.join(directory, 'tmux')];
	const terminal = startTerminal(t, [], {
		columns: 100,
		rows: 30,
		// What the program writes to say that it is idle stays in tmux.
		hasNoMarks: true,
		command: ['tmux', ...server, '-f', file, 'new-session', ...command],
	});
	return {
		terminal,
		stop() {
			spawnSync('tmux', [...server, 'kill-server']);
		},
	};
}

function reasonAgainstTmux(): string | false {
	const {stdout, error} = spawnSync('tmux', ['-V'], {encoding: 'utf8'});
	return error !== undefined || !/^tmux (?:next-)?(?:3\.[2-9]|3\.\d\d|[4-9])/v.test(stdout) ? 'tmux 3.2 or newer is not installed' : false;
}
