import {type DirectoryIdentity, directoryAt, isSameDirectory} from '../folder/directory-identity.ts';
import type {ResolvedRoots} from '../folder/roots.ts';

/**
Whether a shared folder is still the one that was looked at before.

A folder that is moved away, or whose disk is, may leave an empty one in its place, which looks like one that somebody has emptied.
*/
export class RootWitness {
	readonly #place: string | undefined;
	#known: DirectoryIdentity | undefined;

	constructor({kind, roots}: Pick<ResolvedRoots, 'kind' | 'roots'>) {
		this.#place = kind === 'folder' ? roots[0]!.place : undefined;
	}

	/** Begins a look at the folder. What it gives tells, each time it is asked, whether the folder is the one of the look before, and has been there all the while; `accept` ends it. */
	begin(): {readonly isSame: () => boolean; readonly accept: () => void} {
		const place = this.#place;
		if (place === undefined) {
			return {isSame: () => true, accept: () => undefined};
		}

		const now = directoryAt(place);
		if (now === undefined) {
			// Whatever stands there next is another one, also if it has its number.
			this.#known = undefined;
		}

		return {
			isSame: () => isSameDirectory(this.#known, now) && isSameDirectory(now, directoryAt(place)),
			accept: () => {
				this.#known = now;
			},
		};
	}
}
