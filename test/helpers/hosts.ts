import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import path from 'node:path';
import type {TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {type Host, Namespaces, publicAddresses} from '../../scripts/namespaces.ts';
import {jsxCommand} from '../../scripts/runtime-command.ts';
import {builtFerry} from './built-ferry.ts';
import {type Ferry, startFerry} from './run-ferry.ts';
import {temporaryFolder} from './temporary-folder.ts';

const nodes = fileURLToPath(new URL('../../scripts/dht-nodes.ts', import.meta.url));

/** Hosts of a test, which are removed when it has ended. */
export type Hosts = {
	readonly namespaces: Namespaces;
	/** For what is shared and received. */
	readonly folder: string;
	/** Starts ferry on a host, as it is built. Whoever runs it is called by a name, which stands for a data directory. */
	readonly ferry: (host: Host, name: string, arguments_: readonly string[]) => Ferry;
	/** Starts a DHT on the internet. */
	readonly startDht: (internet: Host) => Promise<void>;
};

/** Prepares a test that runs ferry on hosts in network namespaces. */
export async function prepareHosts(t: TestContext): Promise<Hosts> {
	const namespaces = new Namespaces();
	const program = builtFerry();
	const folder = await temporaryFolder(t);
	const children: ChildProcess[] = [];
	// What is registered first is done first; the network goes when nobody uses it any more.
	const ferries: Ferry[] = [];
	t.after(async () => {
		for (const ferry of ferries) {
			ferry.kill('SIGKILL');
			await ferry.ended;
		}

		for (const child of children) {
			child.kill('SIGKILL');
			await once(child, 'close');
		}

		namespaces.remove();
	});
	return {
		namespaces,
		folder,
		ferry(host, name, arguments_) {
			const ferry = startFerry(t, [...arguments_, '--store', path.join(folder, `store ${name}`)], {
				program, prefix: host.prefix, env: {FERRY_BOOTSTRAP: `${publicAddresses[0]}:49737`},
			});
			ferries.push(ferry);
			return ferry;
		},
		async startDht(internet) {
			const [command, ...prefix] = internet.prefix;
			const child = spawn(command!, [...prefix, ...jsxCommand, nodes, ...publicAddresses], {stdio: ['ignore', 'pipe', 'inherit']});
			children.push(child);
			await once(child.stdout, 'data');
		},
	};
}
