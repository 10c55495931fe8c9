import {Buffer} from 'node:buffer';
import type Hypercore from 'hypercore';
import type {TreeNode} from 'hypercore-storage';
import {joinRanges, type BlockRange} from '../base/join-ranges.ts';
import {TimeSlice} from '../base/time-slice.ts';
import {BlockSet} from '../storage/block-set.ts';
import type {InPlaceBlocks, Leaf} from '../storage/in-place-blocks.ts';
import type {SliceMap} from '../storage/slice-map.ts';
import type {StoredFile} from '../storage/stored-file.ts';
import {
	blocksBelow, growSubtree, halvesOf, heightOf, subtreesOf,
} from '../storage/subtrees.ts';
import {
	levelsToKnown, readNode, recordBlocks, storeNodes,
} from '../storage/tree-nodes.ts';
import {LeafProofs} from '../transfer/leaf-proofs.ts';
import {clearBlocks} from './clear-blocks.ts';
import type {ContentHasher} from './content-hasher.ts';
import {leavesHere, sizeHere} from './leaves-here.ts';
import type {ReceivedFile} from './received-file.ts';

export type AdopterOptions = {
	readonly core: Hypercore;
	readonly blocks: InPlaceBlocks;
	readonly slices: SliceMap<StoredFile>;
	readonly hasher: Pick<ContentHasher, 'leavesOf'>;
	readonly signal: AbortSignal;
	readonly onError: (error: unknown) => void;
};

/** Blocks that are proven and recorded together. */
const portion = 4096;
/** Nodes asked for at a time. */
const mostAsked = 8;
/** Blocks that wait for a peer who can prove them. */
const mostWaiting = 65_536;
/** Milliseconds until peers that have said something new are asked again. */
const newsPause = 1000;
/** Subtrees that were not what stands here: a sharer whose hashes are not those of its blocks could have each asked for. */
const mostMisses = 1024;

/**
Makes blocks of files that stand here already, and were not received, ones that are offered: nothing but nodes of the tree is asked of peers for that.

The leaves are computed from what stands here, and from them the largest subtrees that are here as a whole. Of those the roots are proven by peers; where one is the same, all below it is. Where it is not – a file was edited meanwhile – its halves are looked at. What nobody can prove now waits for a peer who can.
*/
export class Adopter {
	readonly #options: AdopterOptions;
	readonly #proofs: LeafProofs;
	readonly #files = new Set<ReceivedFile>();
	/** What nobody could prove. */
	#waiting = new Map<number, Leaf>();
	#looked = new BlockSet();
	#working: Promise<void> | undefined;
	#timer: NodeJS.Timeout | undefined;
	#misses = 0;

	constructor(options: AdopterOptions) {
		this.#options = options;
		this.#proofs = new LeafProofs(options.core);
		this.#proofs.onNews = () => {
			this.#lookAgain();
		};
	}

	/** Takes files in the background, of which all that stand in the same blocks are planned. */
	add(files: readonly ReceivedFile[]): void {
		for (const file of files) {
			this.#files.add(file);
		}

		if (files.length > 0) {
			this.#start();
		}
	}

	/** Resolves when all that can be proven by who is connected is recorded. */
	async settled(): Promise<void> {
		await this.#working;
	}

	#start(): void {
		this.#working ??= this.#work();
	}

	#lookAgain(): void {
		if (this.#waiting.size > 0 && !this.#timer && !this.#options.signal.aborted) {
			this.#timer = setTimeout(() => {
				this.#timer = undefined;
				this.#start();
			}, newsPause);
			this.#timer.unref();
		}
	}

	async #work(): Promise<void> {
		const {core, signal, onError} = this.#options;
		try {
			do {
				await this.#round();
			} while (this.#files.size > 0);
		} catch (error) {
			if (!signal.aborted && !core.closed) {
				onError(error);
			}
		} finally {
			this.#working = undefined;
		}
	}

	async #round(): Promise<void> {
		const files = [...this.#files];
		let leaves = this.#waiting;
		this.#files.clear();
		this.#waiting = new Map();
		this.#looked = new BlockSet();
		for (const file of files) {
			for await (const [block, leaf] of leavesHere(file, {...this.#options, skips: number => this.#skips(number)})) {
				leaves.set(block, leaf);
				if (leaves.size >= portion) {
					await this.#adopt(leaves);
					leaves = new Map();
				}
			}
		}

		await this.#adopt(leaves);
	}

	#skips(block: number): boolean {
		const isKnown = this.#looked.has(block) || this.#options.core.core.bitfield.get(block);
		this.#looked.add(block);
		return isKnown;
	}

	async #adopt(leaves: ReadonlyMap<number, Leaf>): Promise<void> {
		const {core, blocks, slices} = this.#options;
		const roots = joinRanges([...leaves.keys()].map(start => ({start, end: start + 1}))).flatMap(range => subtreesOf(range));
		const proven: BlockRange[] = [];
		const next = roots.values();
		await Promise.all(Array.from({length: mostAsked}, async () => {
			for (const root of next) {
				await this.#prove(root, leaves, proven);
			}
		}));
		if (proven.length === 0) {
			return;
		}

		await this.#lookAtFiles(proven);
		await recordBlocks(core, () => {
			blocks.found = proven.flatMap(range => this.#stillHere(range, leaves));
			return blocks.found;
		});
		const recorded = blocks.found;
		blocks.found = [];
		// A newer version may have left some while they were recorded.
		await clearBlocks(recorded.flatMap(range => [...blocksIn(range)]).filter(block => !slices.has(block)), this.#options);
	}

	async #prove(root: number, leaves: ReadonlyMap<number, Leaf>, proven: BlockRange[]): Promise<void> {
		const {core, signal} = this.#options;
		signal.throwIfAborted();
		if (this.#misses >= mostMisses) {
			return;
		}

		const range = blocksBelow(root);
		const known = await this.#node(root, range);
		if (!known) {
			this.#wait(range, leaves);
			return;
		}

		const nodes = growSubtree(root, block => leaves.get(block)!);
		const {size, hash} = nodes.pop()!;
		if (known.size === size && Buffer.compare(known.hash, hash) === 0) {
			await storeNodes(core, nodes);
			proven.push(range);
			return;
		}

		this.#misses++;
		for (const half of halvesOf(root)) {
			await this.#prove(half, leaves, proven);
		}
	}

	async #node(root: number, blocks: BlockRange): Promise<TreeNode | null> {
		const {core} = this.#options;
		const known = await readNode(core, root);
		if (known) {
			return known;
		}

		const levels = heightOf(root) + await levelsToKnown(core, root);
		return await this.#proofs.ask(blocks, levels) ? readNode(core, root) : null;
	}

	#wait({start, end}: BlockRange, leaves: ReadonlyMap<number, Leaf>): void {
		for (let block = start; block < end && this.#waiting.size < mostWaiting; block++) {
			this.#waiting.set(block, leaves.get(block)!);
		}
	}

	/** A file that was edited since it was hashed is not offered at all. */
	async #lookAtFiles(ranges: readonly BlockRange[]): Promise<void> {
		const {blocks, slices} = this.#options;
		const slice = new TimeSlice();
		const looked = new Set<StoredFile>();
		for (const range of ranges) {
			for (const block of blocksIn(range)) {
				for (const {owner} of slices.at(block)) {
					if (!looked.has(owner) && owner.state === 'whole') {
						looked.add(owner);
						blocks.isUnchanged(owner);
						await slice.next();
					}
				}
			}
		}
	}

	#stillHere(range: BlockRange, leaves: ReadonlyMap<number, Leaf>): BlockRange[] {
		const {slices} = this.#options;
		const here = [...blocksIn(range)].filter(block => sizeHere(block, slices) === leaves.get(block)!.size);
		return joinRanges(here.map(start => ({start, end: start + 1})));
	}
}

function * blocksIn({start, end}: BlockRange): Generator<number, void> {
	for (let block = start; block < end; block++) {
		yield block;
	}
}
