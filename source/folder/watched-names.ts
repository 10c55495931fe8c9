import path from 'node:path';
import {type DirectoryEvent, DirectoryWatches, type WatchDirectory} from './directory-watches.ts';
import type {WatchProblem} from './watch-problem.ts';
import {WatchedDirectory} from './watched-directory.ts';

export type WatchedNamesOptions = {
	readonly watch: WatchDirectory | undefined;
	/** `isMove`: what is there was made, moved or removed, rather than written. */
	readonly onChange: (path: string, isMove: boolean) => void;
	readonly onLost: (problem: WatchProblem) => void;
};

/** A directory in which the user named something, with the paths in the share by the name in the directory: several for one, as links may have led the user to the same file twice. */
class DirectoryAbove extends WatchedDirectory {
	readonly paths = new Map<string, Set<string>>();
}

/** Watches single names: the directories they stand in are watched, one watch for all names in it, and events of other names are left out. */
export class WatchedNames {
	readonly #options: WatchedNamesOptions;
	readonly #watches: DirectoryWatches<DirectoryAbove>;
	/** By their places. */
	readonly #directories = new Map<string, DirectoryAbove>();

	constructor(options: WatchedNamesOptions) {
		this.#options = options;
		this.#watches = new DirectoryWatches({
			watch: options.watch,
			onLost: options.onLost,
			onEvent: (directory, event) => {
				this.#heard(directory, event);
			},
		});
	}

	/** How many directories are watched. */
	get size(): number {
		return this.#watches.size;
	}

	/**
	Watches what stands at an absolute place, whether there is something or not.

	@returns False if it has been watched all along.
	*/
	watch(named: string, place: string): boolean {
		const {dir, base} = path.parse(place);
		const directory = this.#directories.get(dir) ?? new DirectoryAbove();
		this.#directories.set(dir, directory);
		const paths = directory.paths.get(base) ?? new Set();
		directory.paths.set(base, paths);
		const isKnown = paths.has(named);
		paths.add(named);
		return this.#watches.begin(directory, dir) || !isKnown;
	}

	close(): void {
		for (const directory of this.#directories.values()) {
			this.#watches.end(directory);
		}
	}

	#heard(directory: DirectoryAbove, event: DirectoryEvent): void {
		if (event.kind === 'gone') {
			// Where there is another one already, no event will tell of it.
			this.#watches.begin(directory, directory.top?.place ?? '');
			for (const paths of directory.paths.values()) {
				this.#tell(paths, true);
			}
		} else if (event.name !== undefined) {
			this.#tell(directory.paths.get(event.name) ?? [], event.isMove);
		}
	}

	#tell(paths: Iterable<string>, isMove: boolean): void {
		for (const changed of paths) {
			this.#options.onChange(changed, isMove);
		}
	}
}
