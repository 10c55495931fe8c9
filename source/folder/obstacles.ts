import {unlinkSync, type Stats} from 'node:fs';
import path from 'node:path';
import {look} from './place-file.ts';

/** Whether what stands where a directory of the share belongs, a file or a link, gives way to it. */
export type MayReplace = (directory: string, found: Stats) => boolean;

type Way = 'open' | 'missing' | 'blocked';

/** Files and links of the user's that stand where a share has directories. Each directory is looked at once, until it is time to look again. */
export class Obstacles {
	readonly #root: string;
	readonly #mayReplace: MayReplace;
	readonly #ways = new Map<string, Way>();

	/** @param root - absolute path of the destination, which may be a link. */
	constructor(root: string, mayReplace: MayReplace) {
		this.#root = root;
		this.#mayReplace = mayReplace;
	}

	/** Whether one of them is on the way to this path. A link that gives way is removed, so that nothing is looked at through it. */
	areAbove(relativePath: string): boolean {
		return this.#wayAbove(relativePath) === 'blocked';
	}

	lookAgain(): void {
		this.#ways.clear();
	}

	#wayAbove(relativePath: string): Way {
		const slash = relativePath.lastIndexOf('/');
		if (slash === -1) {
			return 'open';
		}

		const directory = relativePath.slice(0, slash);
		const known = this.#ways.get(directory);
		if (known !== undefined) {
			return known;
		}

		const above = this.#wayAbove(directory);
		const way = above === 'open' ? this.#lookAt(directory) : above;
		this.#ways.set(directory, way);
		return way;
	}

	#lookAt(directory: string): Way {
		const place = path.join(this.#root, directory);
		const found = look(place);
		if (!found || found.isDirectory()) {
			return found ? 'open' : 'missing';
		}

		if (!this.#mayReplace(directory, found)) {
			return 'blocked';
		}

		if (found.isSymbolicLink()) {
			unlinkSync(place);
		}

		// A file gives way only when the directory is made: until then it may have content that goes into it.
		return 'missing';
	}
}
