import {Buffer} from 'node:buffer';
import {networkInterfaces} from 'node:os';
import path from 'node:path';
import {displayText} from '../base/display-text.ts';
import {ExpectedError} from '../base/errors.ts';
import type {Library} from '../library/library.ts';
import {loadIdentity} from '../library/identity.ts';
import {type Lock, lockHolder, tryLock} from '../library/lock.ts';
import {loadNodeState, saveNodeState} from '../library/node-state.ts';
import {lanInterfaces} from '../network/lan-interfaces.ts';
import {PrivateDht} from '../network/private-dht.ts';

/** Where others find a node. */
export type RunningNode = {
	/** What `--bootstrap` takes: `host:port`. */
	readonly bootstrap: string;
	/** What `--relay-through` takes. */
	readonly relay?: string;
};

export type RunNodeOptions = {
	/** The address to bind to; undefined: the first one that leads out of this computer, or else loopback. */
	readonly host: string | undefined;
	/** Of the first node; the others take those that follow. */
	readonly port: number;
	readonly relay: boolean;
	readonly signal: AbortSignal;
	/** It runs. */
	readonly onRunning: (node: RunningNode) => void;
};

/** Milliseconds between two times that what the nodes know is written down. */
const savePeriod = 60_000;

/**
Runs nodes of a DHT of the user's own until the signal is aborted. What they know is kept, so that they find each other and their peers again.

@throws ExpectedError `node-in-use` when others run from the same directory: they would be one relay under one key, and overwrite what the others know; `node-port`
*/
export async function runNode({directory}: Library, options: RunNodeOptions): Promise<void> {
	const lock = lockNodes(directory);
	try {
		await run(directory, options);
	} finally {
		lock.release();
	}
}

async function run(directory: string, {host, port, relay, signal, onRunning}: RunNodeOptions): Promise<void> {
	const [outwards = '127.0.0.1'] = lanInterfaces(networkInterfaces(), undefined);
	const keyPair = relay ? await loadIdentity(directory, 'relay') : undefined;
	const {nodes} = await loadNodeState(directory);
	const dht = await PrivateDht.open({
		host: host ?? outwards, port, nodes, relay: keyPair,
	});
	const save = async (): Promise<void> => saveNodeState(directory, {nodes: dht.nodes});
	// What can't be written now can be later.
	const timer = setInterval(async () => save().catch(() => undefined), savePeriod);
	try {
		onRunning({bootstrap: dht.bootstrap, ...(keyPair && {relay: Buffer.from(keyPair.publicKey).toString('hex')})});
		if (!signal.aborted) {
			await new Promise<void>(resolve => {
				signal.addEventListener('abort', () => {
					resolve();
				}, {once: true});
			});
		}

		await save();
	} finally {
		clearInterval(timer);
		await dht.close();
	}
}

function lockNodes(directory: string): Lock {
	const file = path.join(directory, 'node.lock');
	const lock = tryLock(file);
	if (!lock) {
		const holder = lockHolder(file);
		throw new ExpectedError('node-in-use', `A node runs already from “${displayText(directory)}”${holder === undefined ? '' : `, in process ${holder}`}.`, {
			hint: 'Use that one, or end it first; a second one needs a directory of its own (--store).',
		});
	}

	return lock;
}
