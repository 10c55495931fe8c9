import type Hypercore from 'hypercore';
import {ExpectedError} from '../base/errors.ts';
import {decodeCommit} from '../feed/commit.ts';
import type {ReadRecord} from '../feed/read-page.ts';
import type {Library} from '../library/library.ts';
import {differenceOf, type Difference} from './compare-versions.ts';
import type {EngineShare} from './engine-share.ts';
import type {EngineShares} from './engine-shares.ts';
import type {VersionView} from './engine-state.ts';
import type {Engine} from './engine.ts';
import {changesBetween, type EntryChange} from './entry-changes.ts';
import {findMoves, type Moves} from './find-moves.ts';
import {countChanges, everythingIn} from './log-versions.ts';
import {openCore} from './open-core.ts';
import {readReachable} from './read-reachable.ts';
import {problemOf} from './share-runner.ts';
import {versionsOf, type Version} from './versions.ts';

/** With more, what was moved is told as gone here and new there: finding it out takes all of them before the first can be shown. */
const mostPaired = 20_000;

const noMoves: Moves = {from: new Map(), gone: new Set()};

/** The versions of shares, for the screen that shows them. Nothing is read that it doesn't ask for. */
export class EngineHistory {
	readonly #library: Library;
	readonly #shares: EngineShares;
	/** What was moved in the version of a share that was last looked at. */
	readonly #moves = new WeakMap<EngineShare, {readonly block: number; readonly moves: Moves}>();

	constructor(library: Library, shares: EngineShares) {
		this.#library = library;
		this.#shares = shares;
	}

	readonly versions: Engine['versions'] = async (id, {after, most, signal}) => {
		const share = this.#shares.find(id);
		const page = await this.#look(share, signal, async (core, read) => {
			const versions: VersionView[] = [];
			try {
				const newest = after === undefined ? await this.#newest(share, core, read) : await versionAt(after, read);
				for await (const version of newest ? versionsOf(newest, read) : []) {
					if (version.block !== after) {
						versions.push(viewOf(version));
					}

					if (versions.length >= most) {
						return {versions, isEnd: version.commit.previous === undefined, problem: undefined};
					}
				}

				return {versions, isEnd: true, problem: undefined};
			} catch (error) {
				return {versions, isEnd: false, problem: problemOf(outOfReach(error))};
			}
		});
		return page ?? {versions: [], isEnd: true, problem: undefined};
	};

	readonly countChanges: Engine['countChanges'] = async (id, block, signal) => {
		const counts = await this.#look(this.#shares.find(id), signal, async (_, read) => {
			const [version, before] = await pairAt(block, read);
			return before ? countChanges(changesBetween(before, version, read)) : everythingIn(version);
		});
		return counts ?? refuse();
	};

	readonly differences: Engine['differences'] = async (id, block, {after, most, signal}) => {
		const share = this.#shares.find(id);
		const page = await this.#look(share, signal, async (_, read) => {
			const [version, before] = await pairAt(block, read);
			const known = this.#moves.get(share);
			const moves = known?.block === block ? known.moves : await movesAmong(changesBetween(before, version, read));
			this.#moves.set(share, {block, moves});
			return pageOf(changesBetween(before, version, read, {after}), moves, most);
		});
		return page ?? refuse();
	};

	/** The last commit, or if that can't be had the one of the version that is here. */
	async #newest({key, runner}: EngineShare, core: Hypercore, read: ReadRecord): Promise<Version | undefined> {
		if (core.length === 0) {
			return undefined;
		}

		try {
			return await versionAt(core.length - 1, read);
		} catch (error) {
			const record = key && await this.#library.find(key, runner.model.direction);
			if (typeof record?.commit !== 'number') {
				throw error;
			}

			outOfReach(error);
			return versionAt(record.commit, read);
		}
	}

	/** Undefined when there is nothing to look at. */
	async #look<Result>(share: EngineShare, signal: AbortSignal, work: (core: Hypercore, read: ReadRecord) => Promise<Result>): Promise<Result | undefined> {
		const opened = await openCore(this.#library, share);
		if (!opened) {
			return undefined;
		}

		try {
			return await work(opened.core, readReachable(opened.core, signal));
		} catch (error) {
			if (opened.open === share.runner.open) {
				throw error;
			}

			// It has been closed meanwhile.
			signal.throwIfAborted();
			return undefined;
		} finally {
			await opened.close();
		}
	}
}

/** So many differences, and the second one of a path that has two. */
async function pageOf(changes: AsyncIterable<EntryChange>, moves: Moves, most: number): Promise<readonly Difference[]> {
	const found: Difference[] = [];
	for await (const change of changes) {
		if (found.length >= most && found.at(-1)!.path !== change.entry.path) {
			break;
		}

		const difference = differenceOf(change, moves);
		if (difference) {
			found.push(difference);
		}
	}

	return found;
}

async function movesAmong(changes: AsyncIterable<EntryChange>): Promise<Moves> {
	const found: EntryChange[] = [];
	for await (const change of changes) {
		if (change.change !== 'changed') {
			found.push(change);
		}

		if (found.length > mostPaired) {
			return noMoves;
		}
	}

	return findMoves(() => found);
}

async function versionAt(block: number, read: ReadRecord): Promise<Version> {
	return {commit: decodeCommit(await read(block)), block};
}

/** A complete version, and the one before it. */
async function pairAt(block: number, read: ReadRecord): Promise<readonly [version: Version, before: Version | undefined]> {
	const version = await versionAt(block, read);
	const versions = versionsOf(version, read);
	await versions.next();
	const before = await versions.next();
	return [version, before.done ? undefined : before.value];
}

function viewOf({commit: {version, time, totals: {files, bytes}}, block}: Version): VersionView {
	return {
		version, time, files, bytes, block,
	};
}

/** The error, when it says that something can't be had now; any other is thrown. */
function outOfReach(error: unknown): ExpectedError {
	if (error instanceof ExpectedError && error.code === 'content-gone') {
		return error;
	}

	throw error;
}

function refuse(): never {
	throw new ExpectedError('content-gone', 'The share is not open.', {hint: 'Its history is read when it is.'});
}
