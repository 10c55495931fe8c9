import {fileURLToPath} from 'node:url';
import {jsxCommand} from '../../scripts/runtime-command.ts';
import {type Owner, startTerminal, type Terminal} from './terminal.ts';

export type StagedOptions = {
	/** 80×24 otherwise. */
	readonly size?: readonly [columns: number, rows: number];
	/** `full`: every state of a share; `empty`: nothing yet; `awkward`: names that are hard to draw. */
	readonly stage?: 'full' | 'empty' | 'awkward';
	readonly env?: Readonly<Record<string, string>>;
	/** What TERM says. */
	readonly term?: string;
};

const fixture = fileURLToPath(new URL('../fixtures/terminal/staged-dashboard.ts', import.meta.url));

/** Opens a dashboard over an engine that always has the same to show, at a time that stands still. */
export async function startStaged(t: Owner, {size: [columns, rows] = [80, 24], stage = 'full', env = {}, term = 'xterm-256color'}: StagedOptions = {}): Promise<Terminal> {
	const terminal = startTerminal(t, [stage], {
		columns,
		rows,
		env: {TZ: 'UTC', ...env},
		// The pseudo-terminal sets a TERM of its own.
		command: ['env', `TERM=${term}`, ...jsxCommand, fixture],
	});
	await terminal.waitFor(() => terminal.idleMarks > 0);
	return terminal;
}

/** Closes what lies over the list of shares, and selects the first of them. */
export async function backToShares(terminal: Terminal): Promise<void> {
	while (!terminal.screen().includes('g get')) {
		await terminal.press('escape');
	}

	await terminal.press('home');
}
