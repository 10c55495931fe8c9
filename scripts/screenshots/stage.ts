import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {loadSettings, saveSettings} from '../../source/library/settings.ts';
import {startTerminal, type Terminal} from '../../test/helpers/terminal.ts';
import {createCleanup} from '../cleanup.ts';
import {startLocalDht} from '../local-dht.ts';

/** Where dashboards meet: a DHT on loopback, and a home for each person. */
export type Stage = {
	/** Opens a person's dashboard. */
	readonly dashboard: (person: string, options?: PersonOptions) => Promise<Terminal>;
	/** Runs a command as a person, without a dashboard. */
	readonly command: (person: string, arguments_: readonly string[]) => Promise<Terminal>;
	/** A person's home, which is there. */
	readonly home: (person: string) => Promise<string>;
	readonly close: () => Promise<void>;
};

export type PersonOptions = {
	/** Bytes a second, so that something is seen on its way. */
	readonly downloadLimit?: number;
};

export type StageOptions = {
	readonly columns: number;
	readonly rows: number;
	/** Where the homes lie, as pictures show it; a directory that isn't there yet. */
	readonly homes?: string;
};

/** Opens a stage; everything on it is gone when it is closed. */
export async function openStage({columns, rows, homes = path.join(tmpdir(), 'home')}: StageOptions): Promise<Stage> {
	const cleanup = createCleanup();
	const root = await mkdtemp(path.join(tmpdir(), 'ferry-stage-'));
	cleanup.after(async () => rm(root, {recursive: true, force: true, maxRetries: 3}));
	// Paths are seen on pictures; it fails when somebody else has taken this one.
	await mkdir(homes);
	cleanup.after(async () => rm(homes, {recursive: true, force: true, maxRetries: 3}));
	const dht = await startLocalDht();
	cleanup.after(dht.close);
	const homeOf = (person: string): string => path.join(homes, person);
	const home = async (person: string): Promise<string> => {
		await mkdir(homeOf(person), {recursive: true});
		return homeOf(person);
	};

	const storeOf = (person: string): string => path.join(root, person);
	const start = (person: string, arguments_: readonly string[]): Terminal => startTerminal(cleanup, arguments_, {
		columns,
		rows,
		cwd: homeOf(person),
		env: {
			COLORTERM: 'truecolor', HOME: homeOf(person), FERRY_STORE: storeOf(person), FERRY_BOOTSTRAP: dht.bootstrap.join(','),
		},
	});
	return {
		async dashboard(person, {downloadLimit} = {}) {
			await home(person);
			if (downloadLimit !== undefined) {
				await mkdir(storeOf(person), {recursive: true, mode: 0o700});
				await saveSettings(storeOf(person), {...await loadSettings(storeOf(person)), downloadLimit});
			}

			const terminal = start(person, []);
			await terminal.waitFor('help');
			return terminal;
		},
		async command(person, arguments_) {
			await home(person);
			return start(person, arguments_);
		},
		home,
		close: cleanup.run,
	};
}
