import type {Buffer} from 'node:buffer';
import {
	type FSWatcher, lstatSync, type Stats, watch,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {systemErrorCode} from '../base/errors.ts';
import {eventBurst} from './event-burst.ts';
import {decodeName} from './read-names.ts';
import {type WatchProblem, watchProblemOf} from './watch-problem.ts';
import type {WatchedDirectory} from './watched-directory.ts';

const isDeno = process.versions['deno'] !== undefined;

/** `fs.watch`, as far as it is used here. */
export type WatchDirectory = (place: string, options: typeof watchOptions, listener: (kind: string, name: Buffer | null) => void) => FSWatcher;

/** What has happened in a watched directory, or to one that no directory above tells about. */
export type DirectoryEvent
	= | {readonly kind: 'gone'}
		/** `isMove`: it was made, moved or removed, rather than written. A name that is not UTF-8 is undefined. */
		| {readonly kind: 'changed'; readonly name: string | undefined; readonly isMove: boolean};

export type DirectoryWatchesOptions<Directory> = {
	readonly watch: WatchDirectory | undefined;
	readonly onEvent: (directory: Directory, event: DirectoryEvent) => void;
	readonly onLost: (problem: WatchProblem) => void;
};

const watchOptions = {persistent: false, encoding: 'buffer'} as const;

/** The kernel's watches of directories: begins, renews and ends them, makes sense of their events, and tells what can't be watched. */
export class DirectoryWatches<Directory extends WatchedDirectory> {
	readonly #options: DirectoryWatchesOptions<Directory>;
	readonly #watch: WatchDirectory;
	/** What has been told since a directory could last be watched. */
	readonly #told = new Set<WatchProblem>();
	#hasFailed = false;
	#size = 0;

	constructor(options: DirectoryWatchesOptions<Directory>) {
		this.#options = options;
		this.#watch = options.watch ?? watch;
	}

	/** How many directories are watched. */
	get size(): number {
		return this.#size;
	}

	/**
	Watches the directory at an absolute place, unless it is watched and certainly the same one. If it is another one than the one watched, all watches below it end.

	@returns Whether events may be missing: false if it has been watched all along.
	*/
	begin(directory: Directory, place: string): boolean {
		try {
			// Looked at before it is watched: if it is replaced in between, the next call sees another inode.
			const stats = look(place);
			if (isWatched(directory, stats)) {
				return false;
			}

			if (directory.inode === stats?.ino) {
				this.#endOne(directory);
			} else {
				this.end(directory);
			}

			if (stats) {
				this.#begin(directory, place, stats);
			}
		} catch (error) {
			this.end(directory);
			this.#refused(watchProblemOf(systemErrorCode(error)));
		}

		return true;
	}

	/** Ends the watch of a directory and of all below it. */
	end(directory: WatchedDirectory): void {
		for (const each of directory.all()) {
			this.#endOne(each);
		}

		directory.removeChildren();
	}

	/** Whether the directory that stands at `place` is certainly the one that is watched. */
	isWatched(directory: WatchedDirectory, place: string): boolean {
		try {
			return isWatched(directory, look(place));
		} catch {
			return false;
		}
	}

	#begin(directory: Directory, place: string, stats: Stats): void {
		// One listener for events and errors: there is one for each directory.
		const listener = (kind: string | Error, name?: Buffer | null): void => {
			eventBurst.count();
			if (directory.watch === handle) {
				this.#heard(directory, kind, name ?? undefined);
			}
		};

		const handle = this.#watch(place, watchOptions, listener);
		handle.on('error', listener);
		// Deno doesn't know the option.
		handle.unref();
		directory.watch = handle;
		directory.inode = stats.ino;
		directory.isDoubtful = false;
		directory.top = directory.isTop ? {place, birthtimeMs: stats.birthtimeMs} : undefined;
		this.#size++;
		this.#told.clear();
	}

	#endOne(directory: WatchedDirectory): void {
		if (directory.watch) {
			endWatch(directory.watch);
			directory.watch = undefined;
			this.#size--;
		}
	}

	#heard(directory: Directory, kind: string | Error, bytes: Buffer | undefined): void {
		const {onEvent, onLost} = this.#options;
		if (typeof kind !== 'string') {
			this.#failed(directory, watchProblemOf(systemErrorCode(kind)));
			return;
		}

		if (bytes === undefined) {
			// So an overflow shows on Windows.
			onLost('overflow');
			return;
		}

		const name = decodeName(bytes);
		const isMove = kind === 'rename';
		if (isMove && isGone(directory, name)) {
			directory.isDoubtful = true;
			onEvent(directory, {kind: 'gone'});
		} else {
			onEvent(directory, {kind: 'changed', name, isMove});
		}
	}

	/** A watch has ended by itself. */
	#failed(directory: Directory, problem: WatchProblem | undefined): void {
		this.end(directory);
		if (problem === undefined) {
			// So the end of a directory shows on Windows.
			this.#options.onEvent(directory, {kind: 'gone'});
		} else if (!this.#hasFailed) {
			// Deno says only later what it can't watch. As every further try seems to work at first, it would be told again and again.
			this.#hasFailed = true;
			this.#options.onLost(problem);
		}
	}

	#refused(problem: WatchProblem | undefined): void {
		if (problem !== undefined && !this.#told.has(problem)) {
			this.#told.add(problem);
			this.#options.onLost(problem);
		}
	}
}

/** Deno has one watch of the kernel for all that watch a path: closed later, it would take the next one of that path with it. It empties the kernel's queue by itself, so nothing has to be counted. */
function endWatch(watch: FSWatcher): void {
	if (isDeno) {
		watch.close();
	} else {
		eventBurst.closeLater(watch);
	}
}

/** Undefined where no directory stands. */
function look(place: string): Stats | undefined {
	const stats = lstatSync(place, {throwIfNoEntry: false});
	return stats?.isDirectory() ? stats : undefined;
}

function isWatched(directory: WatchedDirectory, stats: Stats | undefined): boolean {
	return directory.watch !== undefined && directory.inode === stats?.ino && !directory.isDoubtful;
}

/** Whether an event with this name means that the directory itself was moved or removed. Such an event has the directory's own name, as have those of something in it that is called the same; so it is looked at. */
function isGone({top, inode}: WatchedDirectory, name: string | undefined): boolean {
	if (!top || name !== path.basename(top.place)) {
		return false;
	}

	try {
		const stats = look(top.place);
		return stats?.ino !== inode || stats.birthtimeMs !== top.birthtimeMs;
	} catch {
		return true;
	}
}
