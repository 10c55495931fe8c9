import process from 'node:process';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {stagedKey} from '../helpers/staged-engine.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {lacksTmux, startTmux} from '../helpers/tmux.ts';

const staged = [
	process.execPath,
	'--import',
	new URL('../../scripts/load-tsx.ts', import.meta.url).href,
	fileURLToPath(new URL('../fixtures/terminal/staged-dashboard.ts', import.meta.url)),
	'full',
];

const cases = [
	{
		what: 'with the settings that it comes with', settings: [], told: 'Key put into tmux’s buffer, and sent to your terminal’s clipboard.',
	},
	{
		what: 'that can’t be called, but lets programs set the clipboard',
		settings: ['set -g set-clipboard on'],
		path: '/nowhere',
		told: 'Key sent to tmux, which hands it on with “set-clipboard on”.',
	},
	{
		what: 'that can’t be called, but hands on what is wrapped',
		settings: ['set -g set-clipboard off', 'set -g allow-passthrough on'],
		path: '/nowhere',
		told: 'Key sent to tmux, which hands it on with “set-clipboard on”.',
	},
];

for (const {what, settings, path: programs = process.env['PATH'] ?? '', told} of cases) {
	test(`within a tmux ${what}, a copied key is on the clipboard of the terminal around it`, {skip: lacksTmux}, async t => {
		const {terminal, stop} = await startTmux(t, {
			directory: await temporaryFolder(t), settings, command: ['env', `PATH=${programs}`, 'FERRY_IDLE_MARK=', ...staged],
		});
		try {
			await terminal.waitFor('Iceland 2026');
			await terminal.waitFor('help');
			terminal.write('c');
			await terminal.waitFor(told);
			await terminal.waitFor(() => terminal.clipboard() === stagedKey);
		} finally {
			stop();
			await terminal.ended;
		}
	});
}
