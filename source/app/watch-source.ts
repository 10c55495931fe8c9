import {setTimeout as delay} from 'node:timers/promises';
import type {Wake} from '../base/wake.ts';
import type {ResolvedRoots} from '../folder/roots.ts';
import {MountPoints} from '../folder/mount-points.ts';
import type {WatchDirectory} from '../folder/directory-watches.ts';
import {FolderWatcher, type WatchProblem} from '../folder/watch-folders.ts';
import type {OnEvent} from './events.ts';
import {PendingChanges, type SourceChanges} from './pending-changes.ts';
import {sourcePlace} from './source-file.ts';

export type WatchSourceOptions = {
	readonly roots: ResolvedRoots;
	/** The user's own file of rules, outside the share. */
	readonly ignoreFile: string | undefined;
	/** False: only what a peer has asked for is known to have changed. */
	readonly watch: boolean;
	/** Where other file systems were mounted when it was shared before. */
	readonly mountPoints: readonly string[];
	/** Rung when something has changed. */
	readonly wake: Wake;
	readonly signal: AbortSignal;
	readonly onEvent: OnEvent;
	readonly watching?: Watching | undefined;
};

/** How changes are noticed, where that is not as usual. */
export type Watching = {
	/** How a directory is watched: `fs.watch` unless given. */
	readonly watch?: WatchDirectory | undefined;
	/** Milliseconds between two looks at everything where directories can't be watched, or a disk is away. */
	readonly leastPause?: number | undefined;
};

/** Milliseconds: with many events, what is due is not worked out for each of them. */
const breath = 50;
/** Not every file system says everything, so all is looked at again so often, */
const regularScan = 60 * 60 * 1000;
/** and where directories can't be watched, or a disk is away, as often as this, which the warnings name, */
const usualPause = 60_000;
/** but never more than one part in so many of the time. */
const pauseRatio = 20;

/** Hears of changes of what is shared, and says what is to be looked at again, and when. */
export class WatchSource {
	/** Where other file systems are mounted in what is shared. */
	readonly mountPoints: MountPoints;
	readonly #options: WatchSourceOptions;
	readonly #pending = new PendingChanges();
	readonly #watchers: FolderWatcher[] = [];
	readonly #watcher: FolderWatcher | undefined;
	#isBlind = false;
	#lastScan: {readonly time: number; readonly duration: number} | undefined;

	constructor(options: WatchSourceOptions) {
		this.#options = options;
		const {roots, ignoreFile, watch, mountPoints, watching} = options;
		this.mountPoints = new MountPoints(mountPoints);
		if (!watch) {
			return;
		}

		const onLost = (problem: WatchProblem): void => {
			this.#lost(problem);
		};

		this.#watcher = new FolderWatcher({
			onChange: path => {
				this.#note(path);
			},
			onLost,
			...(watching?.watch && {watch: watching.watch}),
		});
		this.#watchers.push(this.#watcher);
		for (const {name, place} of roots.kind === 'folder' ? [] : roots.roots) {
			this.#watcher.watchFile(name, place);
		}

		if (ignoreFile !== undefined) {
			const rules = new FolderWatcher({
				onChange: () => {
					this.noteEverything();
				},
				onLost,
			});
			rules.watchFile('', ignoreFile);
			this.#watchers.push(rules);
		}
	}

	/** For a walk: it is about to read a directory. */
	readonly onDirectory = (path: string, place: string): void => {
		this.#watcher?.watch(path, place);
	};

	/** Whether changes in this directory are heard of. */
	readonly isWatched = (path: string): boolean => {
		const place = sourcePlace(path, this.#options.roots.roots);
		return place !== undefined && this.#watcher?.isWatched(path, place) === true;
	};

	/** Whether what is put there later is shared as well. */
	get isFollowing(): boolean {
		return this.#watcher !== undefined;
	}

	/** A peer has asked for a file that is not what it was. */
	fileChanged(path: string): void {
		this.#note(path);
	}

	/** A file is still being written: it is to be looked at again when it rests, unless it has not rested for long. */
	readonly postpone = (path: string): boolean => this.#pending.postpone(path, performance.now());

	/** Anything may have changed. */
	noteEverything(): void {
		this.#pending.noteEverything(performance.now());
		this.#options.wake.ring();
	}

	/** Everything has been looked at, in so many milliseconds. */
	scanned(duration: number): void {
		this.#lastScan = {time: performance.now(), duration};
	}

	/** Waits until something has to be looked at again. */
	async next(): Promise<SourceChanges> {
		const {wake, signal} = this.#options;
		for (;;) {
			const now = performance.now();
			const changes = now >= this.#nextScan ? 'everything' : this.#pending.take(now);
			if (changes) {
				return changes;
			}

			await wake.wait(Math.min(this.#pending.due ?? Infinity, this.#nextScan) - now);
			await delay(breath, undefined, {signal});
		}
	}

	close(): void {
		for (const watcher of this.#watchers) {
			watcher.close();
		}
	}

	/** When everything is to be looked at again: nobody tells that a disk is mounted. */
	get #nextScan(): number {
		if (!this.#watcher || !this.#lastScan) {
			return Infinity;
		}

		const {time, duration} = this.#lastScan;
		const leastPause = this.#options.watching?.leastPause ?? usualPause;
		return time + (this.#isBlind || this.mountPoints.isAnyAway ? Math.max(leastPause, pauseRatio * duration) : regularScan);
	}

	#note(path: string): void {
		if (path === '') {
			this.noteEverything();
			return;
		}

		if (!this.isWatched(path)) {
			this.#watcher?.forget(path);
		}

		this.#pending.note(path, performance.now());
		this.#options.wake.ring();
	}

	#lost(problem: WatchProblem): void {
		const {onEvent} = this.#options;
		this.noteEverything();
		if (problem === 'overflow') {
			onEvent({type: 'warning', code: 'changes-missed', message: 'So much has changed at once that ferry may have missed some of it: it looks at everything again.'});
			return;
		}

		this.#isBlind = true;
		onEvent({
			type: 'warning',
			code: 'watch-limit',
			message: problem === 'limit'
				? 'The system lets ferry watch no more folders: it looks at everything again every minute instead, in very large folders more seldom. On Linux, raise fs.inotify.max_user_watches.'
				: 'Not every folder can be watched here: ferry looks at everything again every minute instead, in very large folders more seldom.',
		});
	}
}
