import {malformed} from '../feed/malformed.ts';
import {blocksOf} from '../storage/slice-map.ts';
import type {Ranges} from '../transfer/ranges.ts';
import type {Adopter} from './adopter.ts';
import {clearBlocks, clearUnused} from './clear-blocks.ts';
import type {Incoming} from './conflict-name.ts';
import {fillFiles} from './fill-files.ts';
import {isSound} from './is-sound.ts';
import {outstandingBlocks} from './planned-blocks.ts';
import {PlacingQueue} from './placing-queue.ts';
import {placeFiles} from './place-files.ts';
import type {ReceivedFile} from './received-file.ts';
import type {ReceiverOptions} from './receiver-options.ts';
import {untilThereIsRoom} from './wait-for-room.ts';

/** A file that is wrong every time was not damaged on this disk. */
const mostRestarts = 2;

export type SettleFilesOptions = ReceiverOptions & {
	readonly ranges: Ranges;
	readonly adopter: Adopter;
	/** Throws when it is time to stop. */
	readonly check: () => void;
	/** Something can go on. */
	readonly ring: () => void;
};

/** Brings what has been planned and received to its end: fills files with bytes that others have, and places those that are complete. Whatever throws for want of room can be called again. */
export class SettleFiles {
	readonly #options: SettleFilesOptions;
	readonly #placing = new PlacingQueue();
	#unfilled: readonly ReceivedFile[] = [];

	constructor(options: SettleFilesOptions) {
		this.#options = options;
	}

	/** How many files wait to be placed. */
	get waiting(): number {
		return this.#placing.size;
	}

	/** Milliseconds until they should be; none when nothing more is to come. */
	get pause(): number {
		const {plan} = this.#options;
		return plan.received < plan.total.bytes ? this.#placing.pause : 0;
	}

	/** Takes what the plan has come to know. */
	async takeNews(): Promise<void> {
		const {plan, slices, ranges, adopter} = this.#options;
		const {toFill, complete, standing, obsolete} = plan.takeNews();
		this.#unfilled = [...this.#unfilled, ...toFill];
		this.#placing.add(complete);
		adopter.add(standing);
		if (obsolete.length > 0) {
			ranges.clear();
			await clearUnused(obsolete, this.#options);
			ranges.add(outstandingBlocks(plan.files, slices.blockSize));
		}

		await this.#fill(this.#unfilled);
		this.#unfilled = [];
		this.#placing.add(plan.takeNews().complete);
	}

	/** Places what is complete. */
	async place(incoming: Incoming): Promise<void> {
		const {plan, place, waitForRoom} = this.#options;
		const files = this.#placing.take().filter(file => file.state === 'part' && plan.has(file));
		if (files.length === 0) {
			return;
		}

		for (const {path} of files) {
			plan.leave(path);
		}

		const start = performance.now();
		let damaged: readonly ReceivedFile[];
		try {
			damaged = await untilThereIsRoom(async () => placeFiles(files, place, async (file, found) => isSound(file, found, this.#options), incoming), waitForRoom);
		} catch (error) {
			this.#placing.add(files);
			throw error;
		}

		for (const file of files) {
			if (!damaged.includes(file) && plan.has(file)) {
				plan.placed(file);
			}
		}

		for (const file of damaged) {
			await this.#restart(file);
		}

		this.#placing.took(performance.now() - start);
	}

	async #fill(files: readonly ReceivedFile[]): Promise<void> {
		const {plan, recheck} = this.#options;
		const toFill = files.filter(file => (file.needsFilling || recheck) && plan.has(file));
		if (toFill.length === 0) {
			return;
		}

		const lost = await fillFiles(toFill, this.#options);
		for (const file of toFill) {
			if (lost.has(file)) {
				await this.#restart(file);
			} else {
				plan.filled(file);
			}
		}
	}

	async #restart(file: ReceivedFile): Promise<void> {
		const {blocks, plan, slices, ranges, ring} = this.#options;
		blocks.release(file);
		if (file.restarts === mostRestarts) {
			throw malformed(`The SHA-256 of the file ${JSON.stringify(file.path)} is not that of its blocks.`);
		}

		await clearBlocks(blocksOf(file.entry.extents, slices.blockSize), this.#options);
		plan.restart(file);
		ranges.add(plan.wanted.take());
		ring();
	}
}
