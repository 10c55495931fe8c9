import {isPartName} from '../base/relative-path.ts';
import {type DirectoryEvent, DirectoryWatches, type WatchDirectory} from './directory-watches.ts';
import {eventBurst} from './event-burst.ts';
import type {WatchProblem} from './watch-problem.ts';
import {WatchedDirectory} from './watched-directory.ts';
import {WatchedNames} from './watched-names.ts';

export type {WatchProblem} from './watch-problem.ts';

export type FolderWatcherOptions = {
	/**
	Something has changed at this path in the share. It is called for every event, also many times for one change, and for what is gone again or ignored.

	Where a directory stands that `isWatched`, only its own names, permissions or times have changed, or its name has; what is below it comes with its own path. '', the root, is told only when the root itself is gone or another one, or when a name in it came or went that is not UTF-8.
	*/
	readonly onChange: (path: string) => void;
	/** Changes may have been missed, or can't be seen from now on. `overflow` is told once a burst, the others once until a directory can be watched again. */
	readonly onLost: (problem: WatchProblem) => void;
	/** How a directory is watched: `fs.watch` unless given. */
	readonly watch?: WatchDirectory;
};

/**
Watches the directories of one share, with one kernel watch for each, which whoever walks the tree asks for before it reads that directory: so nothing between watching and reading is missed, and a million files cost no more than the directories they stand in.

Watching doesn't keep the process alive. It can't see what is written through a memory map, what another computer does to a network file system, and that a directory above the share is moved away.

On every system each directory is watched by itself. macOS and Windows could watch a whole tree at once, which would be cheaper there; and on Windows others can't rename a directory while one below it is watched.
*/
export class FolderWatcher {
	readonly #options: FolderWatcherOptions;
	readonly #root = new WatchedDirectory();
	readonly #directories: DirectoryWatches<WatchedDirectory>;
	readonly #names: WatchedNames;
	readonly #stopListening: () => void;
	#isClosed = false;

	constructor(options: FolderWatcherOptions) {
		this.#options = options;
		const {watch} = options;
		const onLost = (problem: WatchProblem): void => {
			if (!this.#isClosed) {
				options.onLost(problem);
			}
		};

		this.#directories = new DirectoryWatches({
			watch,
			onLost,
			onEvent: (directory, event) => {
				this.#heard(directory, event);
			},
		});
		this.#names = new WatchedNames({
			watch,
			onLost,
			onChange: (changed, isMove) => {
				this.#tell(changed, isMove);
			},
		});
		this.#stopListening = eventBurst.listen(() => {
			onLost('overflow');
		});
	}

	/** How many directories are watched. */
	get size(): number {
		return this.#directories.size + this.#names.size;
	}

	/**
	Watches a directory, not what is below it. To be called before the directory is read; cheap when it is watched already. If another one stands there than the one watched, the watch is renewed, and those below it end.

	What is not there, is no directory or may not be read isn't watched, which is no problem: the directory above tells when that changes.

	@param directory - its path in the share, '' for the root.
	@param place - its absolute path.
	@returns False if it has been watched all along, so that every change in it was told. Otherwise it has to be read; what is below it answers for itself.
	*/
	watch(directory: string, place: string): boolean {
		if (this.#isClosed) {
			return true;
		}

		const watched = this.#root.reach(directory);
		const isNew = this.#directories.begin(watched, place);
		if (!watched.watch) {
			watched.remove();
		}

		return isNew;
	}

	/**
	Watches what the user named, a file or a folder, for being written, replaced, removed and made anew. Editors replace a file by another one, so the directory above is watched, and events of other names are left out. What is in a folder it doesn't watch, but it sees that a folder, or the root itself, is back.

	It goes on until `close`; `forget` doesn't end it. If the directory above is replaced, the path is told as changed, and where there is no new one yet, another call is needed once there is.

	@param named - its path in the share.
	@param place - its absolute path.
	@returns False if it has been watched all along.
	*/
	watchFile(named: string, place: string): boolean {
		return this.#isClosed || this.#names.watch(named, place);
	}

	/** Whether the directory that stands at a place is watched by `watch`, and certainly is the one that was there then. */
	isWatched(directory: string, place: string): boolean {
		const watched = this.#root.find(directory);
		return watched !== undefined && this.#directories.isWatched(watched, place);
	}

	/** A directory is not there any more, or is of no interest: its watch and those of everything below it end. */
	forget(directory: string): void {
		const watched = this.#root.find(directory);
		if (watched) {
			this.#directories.end(watched);
			watched.remove();
		}
	}

	/** Ends all watches. Nothing is told any more, also not what has happened before. */
	close(): void {
		this.#isClosed = true;
		this.#stopListening();
		this.#directories.end(this.#root);
		this.#names.close();
	}

	#heard(directory: WatchedDirectory, event: DirectoryEvent): void {
		if (event.kind === 'gone') {
			this.#tell(directory.path, false);
		} else if (event.name === undefined) {
			// It can't be shared, so what is written there is of no interest.
			if (event.isMove) {
				this.#tell(directory.path, false);
			}
		} else if (!isPartName(event.name)) {
			this.#tell(directory.pathOf(event.name), event.isMove);
		}
	}

	#tell(changed: string, isMove: boolean): void {
		// Another directory may stand there by now, and may even have been given the same inode.
		const directory = isMove ? this.#root.find(changed) : undefined;
		if (directory) {
			directory.isDoubtful = true;
		}

		if (!this.#isClosed) {
			this.#options.onChange(changed);
		}
	}
}
