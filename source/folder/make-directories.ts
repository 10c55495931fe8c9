import {
	chmodSync, lstatSync, mkdirSync, unlinkSync, type Stats,
} from 'node:fs';
import path from 'node:path';
import {ExpectedError, systemErrorCode} from '../base/errors.ts';

/** The directories of a share that were made here. */
export type OwnDirectories = {
	has(directory: string): boolean;
	add(directory: string): void;
	/** Whether what stands there is a file or a link that was put there by ferry, and nobody has touched it since. */
	isOwnFile?(directory: string, found: Stats): boolean;
};

/**
Makes the directories of a received share, one below the other, and never through a symbolic link: each one on the way is looked at once.
*/
export class DirectoryMaker {
	readonly #root: string;
	readonly #modeOf: (directory: string) => number;
	readonly #own: OwnDirectories;
	readonly #made = new Set<string>();

	/**
	@param root - absolute path of the destination; it and its parents are the user's choice and may be links.
	@param modeOf - permission bits that a directory of the share gets when it is new.
	@param own - remembers which directories were made here, also in earlier runs.
	*/
	constructor(root: string, modeOf: (directory: string) => number, own: OwnDirectories = new Set()) {
		this.#root = root;
		this.#modeOf = modeOf;
		this.#own = own;
	}

	/** Makes the destination and every parent of this path in the share, which has been checked by the path gate. */
	makeParents(relativePath: string): void {
		const slash = relativePath.lastIndexOf('/');
		this.make(slash === -1 ? '' : relativePath.slice(0, slash));
	}

	/** Makes this directory of the share ('' is the destination itself). */
	make(directory: string): void {
		if (this.#made.has(directory)) {
			return;
		}

		if (directory === '') {
			this.#makeRoot();
		} else {
			this.makeParents(directory);
			this.#makeOne(directory);
		}

		this.#made.add(directory);
	}

	/** Whether this directory was made here, now or in an earlier run; any other is the user's. */
	isOwn(directory: string): boolean {
		return this.#own.has(directory);
	}

	/** Whether every directory on the way to this path is there now, and none of them is a link. */
	leadsTo(relativePath: string): boolean {
		for (let slash = relativePath.indexOf('/'); slash !== -1; slash = relativePath.indexOf('/', slash + 1)) {
			if (!isDirectory(path.join(this.#root, relativePath.slice(0, slash)))) {
				return false;
			}
		}

		return true;
	}

	/** Everything may have been moved meanwhile: each directory is looked at again before something is put there. */
	lookAgain(): void {
		this.#made.clear();
	}

	/** This directory is not there any more. */
	forget(directory: string): void {
		this.#made.delete(directory);
	}

	#makeRoot(): void {
		try {
			mkdirSync(this.#root, {recursive: true});
		} catch (error) {
			if (systemErrorCode(error) !== 'EEXIST') {
				throw error;
			}

			throw new ExpectedError('destination-unusable', `Where the share should go, a file stands: ${JSON.stringify(this.#root)}`, {
				hint: 'Give the name of a folder, or of one that can be made.',
				cause: error,
			});
		}
	}

	#makeOne(directory: string): void {
		const place = path.join(this.#root, directory);
		try {
			// The owner must be able to fill it; its final permissions are set at the end.
			mkdirSync(place, {mode: this.#modeOf(directory) | 0o700});
			this.#own.add(directory);
		} catch (error) {
			if (systemErrorCode(error) !== 'EEXIST') {
				throw error;
			}

			const found = lstatSync(place);
			if (this.#own.isOwnFile?.(directory, found)) {
				// What was a file or a link in the last version has become a folder.
				unlinkSync(place);
				this.#makeOne(directory);
				return;
			}

			if (!found.isDirectory()) {
				throw new ExpectedError('destination-unusable', `A file or a symbolic link stands where the folder ${JSON.stringify(directory)} belongs`, {
					hint: 'Move it away, or get the share into another folder, and run the same command again',
					cause: error,
				});
			}

			if (this.isOwn(directory) && (found.mode & 0o700) !== 0o700) {
				// Read-only since it was finished for an earlier version.
				chmodSync(place, (found.mode & 0o777) | 0o700);
			}
		}
	}
}

function isDirectory(place: string): boolean {
	try {
		return lstatSync(place, {throwIfNoEntry: false})?.isDirectory() === true;
	} catch (error) {
		if (systemErrorCode(error) === 'ENOTDIR') {
			return false;
		}

		throw error;
	}
}
