import type Hypercore from 'hypercore';
import type {BlockData, Peer, WantHolder} from 'hypercore';
import {systemErrorCode} from '../base/errors.ts';
import type {BlockRange} from '../base/join-ranges.ts';
import {peersOf} from './rest-peer.ts';

export type LeafProofsOptions = {
	/** Milliseconds until a peer that doesn't answer is given up for this question. */
	readonly patience?: number;
	/** Milliseconds in which a peer may say which blocks it has. */
	readonly newsPatience?: number;
};

type Question = {readonly peer: Peer; readonly block: number; readonly settle: (isProven: boolean) => void};

/** Hypercore counts its own requests from 1; the answers to these are not for it. */
const firstId = 2 ** 30;

/** Nobody here has to know what was asked for. */
const wants: WantHolder = {
	addWant() {
		// Kept by the peer.
	},
	removeWant() {
		// It ends with the peer.
	},
};

/**
Asks peers for nodes of the Merkle tree without the blocks below them.

Every Hypercore answers requests for hashes, but the replicator makes them only while it seeks a byte. So they are sent in its words and under numbers of their own, and what comes back is checked and stored by Hypercore itself: a peer can't have a false node believed. One that sends something else is not asked again, neither for nodes nor for blocks.
*/
export class LeafProofs {
	/** Called when peers may know more than when they were last asked. */
	onNews: () => void = () => undefined;
	readonly #core: Hypercore;
	readonly #patience: number;
	readonly #newsPatience: number;
	readonly #questions = new Map<number, Question>();
	readonly #listeners = new Set<() => void>();
	/** Until when peers may say what they have. */
	readonly #until = new WeakMap<Peer, number>();
	/** Peers that didn't answer, and have said nothing since. */
	readonly #silent = new WeakSet<Peer>();
	#nextId = firstId;

	constructor(core: Hypercore, {patience = 10_000, newsPatience = 2000}: LeafProofsOptions = {}) {
		this.#core = core;
		this.#patience = patience;
		this.#newsPatience = newsPatience;
		for (const peer of core.peers) {
			this.#watch(peer);
		}

		core.on('peer-add', peer => {
			this.#watch(peer);
			this.#tell();
		});
		core.on('peer-remove', peer => {
			this.#forget(peer);
		});
	}

	/**
	Has a leaf of these blocks proven, and with it every node on its way up.

	@param levels - how many levels above the leaves there is a node that is known.
	@returns false when nobody who is connected can do it.
	*/
	async ask(blocks: BlockRange, levels: number): Promise<boolean> {
		const asked = new Set<Peer>();
		for (;;) {
			const peers = peersOf(this.#core).filter(peer => peer.isActive() && !asked.has(peer) && !this.#silent.has(peer));
			const peer = peers.find(candidate => this.#blockOf(candidate, blocks) !== undefined);
			if (peer) {
				asked.add(peer);
				if (await this.#askPeer(peer, this.#blockOf(peer, blocks)!, levels)) {
					return true;
				}
			} else {
				const patience = Math.max(0, ...peers.map(candidate => this.#patienceWith(candidate, blocks)));
				if (patience === 0) {
					return false;
				}

				await this.#newsWithin(patience);
			}
		}
	}

	/** Asks a peer to say what it has. Gives how many milliseconds it still has for that; it has them once. */
	#patienceWith(peer: Peer, {start}: BlockRange): number {
		peer._maybeWant(start, wants);
		const until = this.#until.get(peer) ?? performance.now() + this.#newsPatience;
		this.#until.set(peer, until);
		return Math.max(0, until - performance.now());
	}

	/** The first of these blocks that a peer has: whoever has a block has the nodes above it, and their siblings. */
	#blockOf({remoteLength, remoteContiguousLength, remoteBitfield}: Peer, {start, end}: BlockRange): number | undefined {
		if (remoteLength < this.#core.length) {
			return undefined;
		}

		const block = start < remoteContiguousLength ? start : remoteBitfield.findFirst(true, start);
		return block >= start && block < end ? block : undefined;
	}

	async #askPeer(peer: Peer, block: number, nodes: number): Promise<boolean> {
		const id = this.#nextId++;
		return new Promise(resolve => {
			const timer = setTimeout(() => {
				peer.wireCancel.send({request: id});
				this.#silent.add(peer);
				this.#settle(id, false);
			}, this.#patience);
			this.#questions.set(id, {
				peer,
				block,
				settle(isProven) {
					clearTimeout(timer);
					resolve(isProven);
				},
			});
			peer.wireRequest.send({
				id, fork: this.#core.fork, block: null, hash: {index: 2 * block, nodes}, seek: null, upgrade: null, manifest: false, priority: 0,
			});
		});
	}

	#watch(peer: Peer): void {
		const {ondata, onnodata, onbitfield, onrange} = peer;
		peer.ondata = async data => {
			const question = this.#questions.get(data.request);
			await (question?.peer === peer ? this.#check(question, data) : ondata.call(peer, data));
		};

		peer.onnodata = message => {
			if (this.#questions.get(message.request)?.peer === peer) {
				this.#settle(message.request, false);
			} else if (message.request < firstId) {
				onnodata.call(peer, message);
			}
		};

		const heard = (): void => {
			this.#silent.delete(peer);
			this.#tell();
		};

		peer.onbitfield = message => {
			onbitfield.call(peer, message);
			heard();
		};

		peer.onrange = async message => {
			await onrange.call(peer, message);
			heard();
		};
	}

	async #check({peer, block}: Question, {request, fork, hash, ...others}: BlockData): Promise<void> {
		let isProven = false;
		try {
			const isMore = [others.block, others.seek, others.upgrade].some(other => other !== null);
			if (hash?.index === 2 * block && !isMore) {
				isProven = await this.#core.core.verify({
					fork, hash, block: null, seek: null, upgrade: null, manifest: null,
				}, peer);
			} else {
				distrust(peer);
			}
		} catch (error) {
			if (systemErrorCode(error) !== 'WRITE_FAILED' && !this.#core.closed) {
				distrust(peer);
			}
		} finally {
			this.#settle(request, isProven);
		}
	}

	#forget(peer: Peer): void {
		for (const [id, question] of this.#questions) {
			if (question.peer === peer) {
				this.#settle(id, false);
			}
		}

		this.#tell();
	}

	#settle(id: number, isProven: boolean): void {
		this.#questions.get(id)?.settle(isProven);
		this.#questions.delete(id);
	}

	#tell(): void {
		for (const listener of this.#listeners) {
			listener();
		}

		this.onNews();
	}

	async #newsWithin(milliseconds: number): Promise<void> {
		await new Promise<void>(resolve => {
			const done = (): void => {
				clearTimeout(timer);
				this.#listeners.delete(done);
				resolve();
			};

			const timer = setTimeout(done, milliseconds);
			this.#listeners.add(done);
		});
	}
}

/** As Hypercore does it when a block does not fit the tree. */
function distrust(peer: Peer): void {
	peer.stats.invalidData++;
	peer.paused = true;
}
