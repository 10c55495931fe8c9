import {Buffer} from 'node:buffer';
import {checkPath, type PathProblem, type PathVerdict} from './relative-path.ts';

export type PathKind = 'file' | 'symlink' | 'directory';

export type PathGateOptions = {
	readonly platform: NodeJS.Platform;
	/** False where the destination takes `A` and `a` for one name. */
	readonly caseSensitive: boolean;
	/** False where the destination takes composed and decomposed `é` for one name. */
	readonly normalizationSensitive: boolean;
	/** Bytes that the destination has room for in a path below it; undefined for any number. */
	readonly longestPath?: number | undefined;
	/** Whether a ferry keeps its data in this directory of the destination: nothing may be put there. Asked of each directory that comes to be known, and of one that is refused again and again. */
	readonly isDataDirectory?: ((path: string) => boolean) | undefined;
};

/**
The one gate that all paths of a feed pass before anything is written: each path is safe by itself (checkPath), and no two of them meet on the destination's file system or lead through a link or a file.

First come, first served: a path that is refused leaves no trace. Holds one string for each path and each directory above it, and a second one only for names that the file system folds into another spelling.
*/
export class PathGate {
	readonly #options: PathGateOptions;

	/** Every admitted path, and every directory above one. */
	readonly #kinds = new Map<string, PathKind>();

	/** Folded path → the admitted spelling, where the two differ. */
	readonly #spellings = new Map<string, string>();

	#implied = 0;

	constructor(options: PathGateOptions) {
		this.#options = options;
	}

	/** How many directories there are only because something below them was admitted. */
	get implied(): number {
		return this.#implied;
	}

	/** May this entry be created? Asking again for an admitted path and kind is safe. */
	admit(path: string, kind: PathKind): PathVerdict {
		const verdict = checkPath(path, this.#options.platform);
		if (!verdict.safe) {
			return verdict;
		}

		const known = this.#kinds.get(path);
		if (known !== undefined) {
			return known === kind ? verdict : refusal(known === 'directory' ? 'is-directory' : 'other-kind');
		}

		return this.#admitNew(path, kind);
	}

	/** An admitted file is gone: its name is free again. The directories above it stay. */
	withdraw(path: string): void {
		if (this.#kinds.get(path) === 'file') {
			const folded = this.#fold(path);
			this.#kinds.delete(path);
			if (this.#spellings.get(folded) === path) {
				this.#spellings.delete(folded);
			}
		}
	}

	/**
	Would the file system find an admitted symlink under this name? For `linkStaysInside`, once all paths are admitted.

	Names that the file system may not take as spelled count as symlinks: nobody knows where they lead.
	*/
	isSymlink(path: string): boolean {
		if (!checkPath(path, this.#options.platform).safe) {
			return true;
		}

		const folded = this.#fold(path);
		return this.#kinds.get(this.#spellings.get(folded) ?? folded) === 'symlink';
	}

	#admitNew(path: string, kind: PathKind): PathVerdict {
		if (Buffer.byteLength(path) > (this.#options.longestPath ?? Infinity)) {
			return refusal('path-too-long');
		}

		const folded = this.#fold(path);
		const added: Array<readonly [place: string, foldedPlace: string]> = [];

		// From the path up to the first directory that is known, and with it everything above. Folding keeps each `/` where it separates, so both spellings are cut in step.
		for (
			let end = path.length, foldedEnd = folded.length;
			end > 0;
			end = path.lastIndexOf('/', end - 1), foldedEnd = folded.lastIndexOf('/', foldedEnd - 1)
		) {
			const place = path.slice(0, end);
			const foldedPlace = folded.slice(0, foldedEnd);
			const known = this.#kinds.get(place);
			if (known === 'directory') {
				break;
			}

			if (known !== undefined) {
				return refusal(known === 'symlink' ? 'below-symlink' : 'below-file');
			}

			// `place` itself is not known here, so whatever is found is another spelling of it.
			if (this.#spellings.has(foldedPlace) || this.#kinds.has(foldedPlace)) {
				return refusal('collides');
			}

			if ((place !== path || kind === 'directory') && this.#options.isDataDirectory?.(place)) {
				return refusal('data-directory');
			}

			added.push([place, foldedPlace]);
		}

		this.#implied += added.length - 1;
		for (const [place, foldedPlace] of added) {
			this.#kinds.set(place, place === path ? kind : 'directory');
			if (place !== foldedPlace) {
				this.#spellings.set(foldedPlace, place);
			}
		}

		return {safe: true};
	}

	/** The same text for all names that the file system takes for one; rather too many than too few. */
	#fold(path: string): string {
		const {caseSensitive, normalizationSensitive} = this.#options;
		const normalized = normalizationSensitive ? path : path.normalize('NFD');

		// There and back again, because ẞ, ß and ss, or ſ and s, only meet on the way. Decomposed text stays decomposed.
		return caseSensitive ? normalized : normalized.toLowerCase().toUpperCase().toLowerCase();
	}
}

function refusal(problem: PathProblem): PathVerdict {
	return {safe: false, problem};
}
