import {Buffer} from 'node:buffer';
import path from 'node:path';
import type {TestContext} from 'node:test';
import type Hypercore from 'hypercore';
import {Connections, type ConnectionsOptions} from '../../source/app/connections.ts';
import {PeopleExchange} from '../../source/app/people-exchange.ts';
import {loadIdentity} from '../../source/library/identity.ts';
import {Library} from '../../source/library/library.ts';
import {recordDefaults} from '../../source/library/record.ts';
import {memoryFeed} from './memory-feeds.ts';
import {temporaryFolder} from './temporary-folder.ts';
import {waitFor} from './wait-for.ts';

/** Somebody with a data directory of their own, who knows people. */
export type Person = {
	/** Public key, hexadecimal. */
	readonly key: string;
	readonly store: string;
	readonly library: Library;
	readonly people: PeopleExchange;
	/** Undefined while nothing is wanted of the network. */
	readonly connections: () => Connections | undefined;
	/** Waits until what is known is accepted. */
	readonly until: (accept: (people: PeopleExchange) => boolean) => Promise<void>;
	/** Makes somebody a contact. */
	readonly add: (other: {readonly key: string}, name: string) => Promise<void>;
	/** Offers a feed that is served from here. */
	readonly offer: (peers: readonly string[], change?: {readonly name?: string; readonly paths?: readonly string[]}) => Promise<Hypercore>;
	readonly close: () => Promise<void>;
};

export type PersonOptions = Omit<ConnectionsOptions, 'keyPair'> & {
	/** The data directory; a new one unless given. */
	readonly store?: string;
};

/** Opens somebody, who is gone when the test ends. */
export async function person(t: TestContext, {store, ...options}: PersonOptions): Promise<Person> {
	const directory = store ?? path.join(await temporaryFolder(t), 'store');
	const library = await Library.open(directory);
	const keyPair = await loadIdentity(directory);
	const changes = new EventTarget();
	let connections: Connections | undefined;
	const connect = async (): Promise<Connections> => {
		connections ??= new Connections({...options, keyPair});
		return connections;
	};

	const people = await PeopleExchange.open({library, connect, connectAsSelf: connect}, {
		onChange() {
			changes.dispatchEvent(new Event('change'));
		},
	});
	let closed: Promise<void> | undefined;
	const close = async (): Promise<void> => {
		closed ??= (async () => {
			people.close();
			await connections?.close();
		})();
		return closed;
	};

	t.after(close);
	return {
		key: Buffer.from(keyPair.publicKey).toString('hex'),
		store: directory,
		library,
		people,
		connections: () => connections,
		async until(accept) {
			await waitFor(changes, 'change', () => accept(people) ? true : undefined);
		},
		async add({key}, name) {
			await people.change(async () => people.book.add(key, name));
		},
		async offer(peers, {name = 'photos', paths = ['a', 'b']} = {}) {
			const core = await memoryFeed(t);
			const key = Buffer.from(core.key).toString('hex');
			await library.save({
				...recordDefaults, format: 1, key, direction: 'sharing', kind: 'folder', name, roots: [], directory: null, only: [], existing: 'keep-both', keepHistory: false,
				created: 0, version: 1, complete: true, files: 2, bytes: 20,
			});
			const open = await connect();
			open.join({core}, {announce: true});
			await people.change(async () => people.desk.send({
				key, name, kind: 'folder', files: 2, bytes: 20, paths, more: 0,
			}, peers, Date.now()));
			return core;
		},
		close,
	};
}
