import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import type {TestContext} from 'node:test';
import {startTerminal, type Terminal} from './terminal.ts';
import {temporaryFolder} from './temporary-folder.ts';
import {localTestnet} from './testnet.ts';

/** People with a home, a data directory and a terminal each, on one network. */
export type People = {
	/** Somebody's home directory. */
	readonly home: (person: string) => string;
	/** What ferry needs to know to act for somebody. */
	readonly environment: (person: string) => Readonly<Record<string, string>>;
	/** Opens a terminal at home: a dashboard, unless other arguments are given. */
	readonly open: (person: string, arguments_?: readonly string[]) => Promise<Terminal>;
};

/** A network for a test, gone when it ends. */
export async function people(t: TestContext): Promise<People> {
	const {bootstrap} = await localTestnet(t);
	const root = await temporaryFolder(t);
	const home = (person: string): string => path.join(root, person);
	const environment = (person: string): Readonly<Record<string, string>> => ({
		HOME: home(person), FERRY_STORE: path.join(root, `state of ${person}`), FERRY_BOOTSTRAP: bootstrap.join(','),
	});
	return {
		home,
		environment,
		async open(person, arguments_ = []) {
			await mkdir(home(person), {recursive: true});
			const isDashboard = arguments_.length === 0;
			const terminal = startTerminal(t, arguments_, {
				columns: 100, rows: 30, cwd: home(person), env: environment(person), hasNoMarks: !isDashboard,
			});
			if (isDashboard) {
				await terminal.waitFor('help');
			}

			return terminal;
		},
	};
}
