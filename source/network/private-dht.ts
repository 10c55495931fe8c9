import {Buffer} from 'node:buffer';
import {Server as RelayServer} from 'blind-relay';
import type {KeyPair} from '@hyperswarm/secret-stream';
import DHT, {type Address, type Server} from 'hyperdht';
import {ExpectedError, systemErrorCode} from '../base/errors.ts';
import {chooseUdx} from './choose-udx.ts';

export type PrivateDhtOptions = {
	/** The address to bind to, which is also the one that others are told. */
	readonly host: string;
	/** Of the first node; the others take those that follow. */
	readonly port: number;
	/** Nodes that were known before. */
	readonly nodes: readonly Address[];
	/** Who the relay is; undefined: there is none. */
	readonly relay: KeyPair | undefined;
};

/** Hole punching wants to ask at least four nodes how they see a peer; a peer that is at home on one of them asks one less. */
export const nodeCount = 6;

/** Of peers at the same time. */
const mostRelayed = 128;

/** Nodes of a DHT of one's own, in this process, with nothing but each other to start from. */
export class PrivateDht {
	/** @throws ExpectedError `node-port` when a port is taken or the address is not one of this computer. */
	static async open(options: PrivateDhtOptions): Promise<PrivateDht> {
		const dht = new PrivateDht(options);
		try {
			await dht.#start(options);
			return dht;
		} catch (error) {
			await dht.close();
			throw error;
		}
	}

	/** What `--bootstrap` takes. */
	readonly bootstrap: string;
	readonly #host: string;
	readonly #nodes: DHT[] = [];
	#relay: RelayServer | undefined;
	#server: Server | undefined;
	#connections = 0;

	/** Get one from `PrivateDht.open`. */
	constructor({host, port}: PrivateDhtOptions) {
		this.#host = host;
		this.bootstrap = `${host}:${port}`;
	}

	/** The nodes of others that it knows, to start from the next time. */
	get nodes(): readonly Address[] {
		const own = new Set(this.#nodes.map(node => node.address()?.port));
		const others = (this.#nodes[0]?.toArray() ?? []).filter(({host, port}) => host !== this.#host || !own.has(port));
		return [...new Map(others.map(node => [`${node.host}:${node.port}`, node])).values()];
	}

	async close(): Promise<void> {
		await this.#server?.close();
		await this.#relay?.close();
		for (const node of this.#nodes.toReversed()) {
			// One that could not be bound can't be closed either.
			await node.destroy({force: true}).catch(() => undefined);
		}
	}

	async #start({host, port, nodes, relay}: PrivateDhtOptions): Promise<void> {
		for (let index = 0; index < nodeCount; index++) {
			const node = new DHT({
				udx: chooseUdx(),
				bootstrap: index === 0 ? [] : [this.bootstrap],
				host,
				port: [port + index, port + index + 1],
				ephemeral: false,
				firewalled: false,
			});
			this.#nodes.push(node);
			try {
				await node.fullyBootstrapped();
			} catch (error) {
				throw taken(host, port + index, error);
			}

			// Where a port is taken it would go to another one without a word, and nobody would find it there.
			if (node.address()?.port !== port + index) {
				throw taken(host, port + index);
			}
		}

		// Only now: those that are gone would be waited for.
		for (const node of nodes) {
			this.#nodes[0]!.addNode(node);
		}

		if (relay) {
			await this.#startRelay(this.#nodes[0]!, relay);
		}
	}

	/** The relay sees who talks to whom and how much, and only ciphertext. */
	async #startRelay(node: DHT, keyPair: KeyPair): Promise<void> {
		const relay = new RelayServer({createStream: options => node.createRawStream({...options, framed: true})});
		this.#relay = relay;
		this.#server = node.createServer({
			firewall: () => this.#connections >= mostRelayed,
		}, stream => {
			this.#connections++;
			stream.on('error', () => undefined);
			stream.once('close', () => {
				this.#connections--;
			});
			relay.accept(stream, {id: Buffer.from(stream.remotePublicKey)}).on('error', () => undefined);
		});
		await this.#server.listen(keyPair);
	}
}

function taken(host: string, port: number, cause?: unknown): ExpectedError {
	const code = systemErrorCode(cause);
	return new ExpectedError('node-port', `No node can run at ${host}:${port}${code === '' ? '' : ` (${code})`}.`, {
		hint: `A node takes ${nodeCount} ports in a row. Choose others with --port, or an address of this computer with --host.`,
		cause,
	});
}
