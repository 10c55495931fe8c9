import {
	chmodSync, lstatSync, mkdirSync, realpathSync, unlinkSync,
} from 'node:fs';
import path from 'node:path';
import {ExpectedError, systemErrorCode} from '../base/errors.ts';
import {
	directoryAt, isSameDirectory, lookAtDirectory, type DirectoryIdentity,
} from './directory-identity.ts';
import {Obstacles, type MayReplace} from './obstacles.ts';

/** The directories of a share that were made here. */
export type OwnDirectories = {
	has(directory: string): boolean;
	add(directory: string): void;
	/** Whether what stands there is a file or a link that was put there by ferry, and nobody has touched it since. */
	isOwnFile?: MayReplace;
};

/** For `freshness`, where files come by the thousand: between a look and what follows it a moment passes anyway. */
export const briefly = 2;

/** Something that is not ferry's stands where a directory of the share belongs. */
class InTheWayError extends ExpectedError {
	override name = 'InTheWayError';
}

/**
Makes the directories of a received share, one below the other, and never through a symbolic link.

Each is looked at whenever something is about to be put there: as long as it is the one that it was, that is all; else everything on the way is looked at anew, so that whoever puts a link in the place of a directory meanwhile leads nothing elsewhere.
*/
export class DirectoryMaker {
	readonly #root: string;
	readonly #modeOf: (directory: string) => number;
	readonly #own: OwnDirectories;
	/** What each directory was when everything on the way to it was looked at. */
	readonly #made = new Map<string, DirectoryIdentity>();
	readonly #obstacles: Obstacles;
	readonly #freshness: number;
	#seen: {readonly directory: string; readonly at: number} | undefined;
	/** Where the links lead that the destination was named by, and which directory it was when it was made or found. */
	#realRoot: string | undefined;
	#rootIdentity: DirectoryIdentity | undefined;

	/**
	@param root - absolute path of the destination; it and its parents are the user's choice and may be links, which must not lead elsewhere later.
	@param modeOf - permission bits that a directory of the share gets when it is new.
	@param own - remembers which directories were made here, also in earlier runs.
	@param freshness - so many milliseconds the directory that was looked at last counts as looked at.
	*/
	constructor(root: string, modeOf: (directory: string) => number, own: OwnDirectories = new Set(), freshness = 0) {
		this.#freshness = freshness;
		this.#root = root;
		this.#modeOf = modeOf;
		this.#own = own;
		this.#obstacles = new Obstacles(root, (directory, found) => own.isOwnFile?.(directory, found) === true);
	}

	/** Makes the destination and every parent of this path in the share, which has been checked by the path gate. */
	makeParents(relativePath: string): void {
		this.make(parentOf(relativePath));
	}

	/**
	As `makeParents`.

	@returns false when something of the user's stands in the way, so that nothing may be put there. That the destination itself is another one is an error.
	*/
	reach(relativePath: string): boolean {
		try {
			this.makeParents(relativePath);
			return true;
		} catch (error) {
			if (error instanceof InTheWayError) {
				return false;
			}

			throw error;
		}
	}

	/** Makes this directory of the share ('' is the destination itself). */
	make(directory: string): void {
		const now = performance.now();
		if (this.#seen?.directory === directory && now - this.#seen.at < this.#freshness) {
			return;
		}

		const place = path.join(this.#root, directory);
		const made = this.#made.get(directory);
		if (made && isSameDirectory(made, lookAtDirectory(place, {follow: directory === ''}))) {
			this.#seen = {directory, at: now};
			return;
		}

		if (directory === '') {
			this.#makeRoot();
		} else {
			this.makeParents(directory);
			this.#makeOne(directory);
		}

		const found = lookAtDirectory(place, {follow: directory === ''});
		if (!found) {
			throw inTheWay(directory);
		}

		this.#made.set(directory, found);
		this.#seen = {directory, at: now};
	}

	/** Whether the destination is the directory that it was in the beginning, or was not looked at yet. It may have been moved, or its disk be away, with another one in its place. */
	readonly isRootThere = (): boolean => this.#rootIdentity === undefined || isSameRoot(this.#rootIdentity, directoryAt(this.#root));

	/** Looks at the destination before something is removed there, or learned from what is not there. @throws ExpectedError `destination-unusable` when it is away. */
	checkRoot(): void {
		if (!this.isRootThere()) {
			throw rootAway(this.#root);
		}
	}

	/** Whether `reach` would find something in the way. Nothing is made, and what was seen is remembered until `lookAgain`. */
	isBlocked(relativePath: string): boolean {
		return this.#obstacles.areAbove(relativePath);
	}

	/** Whether this directory was made here, now or in an earlier run; any other is the user's. */
	isOwn(directory: string): boolean {
		return this.#own.has(directory);
	}

	/** Whether every directory on the way to this path is there now, and none of them is a link. */
	leadsTo(relativePath: string): boolean {
		for (let slash = relativePath.indexOf('/'); slash !== -1; slash = relativePath.indexOf('/', slash + 1)) {
			if (!lookAtDirectory(path.join(this.#root, relativePath.slice(0, slash)))) {
				return false;
			}
		}

		return true;
	}

	/** Everything may have been moved meanwhile: each directory is looked at again before something is put there. */
	lookAgain(): void {
		this.#made.clear();
		this.#seen = undefined;
		this.#obstacles.lookAgain();
	}

	/** This directory is not there any more. */
	forget(directory: string): void {
		this.#made.delete(directory);
		this.#seen = undefined;
		this.#obstacles.lookAgain();
	}

	#makeRoot(): void {
		try {
			if (this.#rootIdentity === undefined) {
				mkdirSync(this.#root, {recursive: true});
			} else if (!directoryAt(this.#root)) {
				throw rootAway(this.#root);
			}

			const realRoot = realpathSync(this.#root);
			if ((this.#realRoot ?? realRoot) !== realRoot) {
				throw new ExpectedError('destination-unusable', `The destination ${JSON.stringify(this.#root)} is not the folder any more that it was: it leads to ${JSON.stringify(realRoot)} now`, {
					hint: 'Nothing was written there. Put the folder back, or leave it so if that is where the share should go, and run the same command again.',
				});
			}

			this.checkRoot();
			this.#realRoot = realRoot;
			this.#rootIdentity ??= directoryAt(this.#root);
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
				throw inTheWay(directory, error);
			}

			if (this.isOwn(directory) && (found.mode & 0o700) !== 0o700) {
				// Read-only since it was finished for an earlier version.
				chmodSync(place, (found.mode & 0o777) | 0o700);
			}
		}
	}
}

function rootAway(root: string): ExpectedError {
	return new ExpectedError('destination-unusable', `There is no folder ${JSON.stringify(root)} any more, or another one stands in its place.`, {
		hint: 'Nothing was written there. Put the folder back, or leave it so if that is where the share should go, and run the same command again.',
	});
}

/** A disk that is mounted again may have another number. */
function isSameRoot(known: DirectoryIdentity, found: DirectoryIdentity | undefined): boolean {
	return isSameDirectory(known, found && known.born !== undefined && known.born === found.born ? {...found, device: known.device} : found);
}

function inTheWay(directory: string, cause?: unknown): InTheWayError {
	return new InTheWayError('destination-unusable', `A file or a symbolic link stands where the folder ${JSON.stringify(directory)} belongs`, {
		hint: 'Move it away, or get the share into another folder, and run the same command again',
		cause,
	});
}

function parentOf(relativePath: string): string {
	return relativePath.slice(0, Math.max(0, relativePath.lastIndexOf('/')));
}
