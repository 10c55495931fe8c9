import {Buffer} from 'node:buffer';
import type {FSWatcher} from 'node:fs';

/** A directory of a share in the tree of those that are watched. Its path is its place in the tree: a hundred thousand paths would take more memory than all the rest here. */
export class WatchedDirectory {
	/** The kernel's watch; undefined for one that only stands above others. */
	watch: FSWatcher | undefined;
	/** Inode of what is watched. */
	inode = 0;
	/** Whether something of its name was made, moved or removed since: another directory may have been given the same inode. */
	isDoubtful = false;
	/** Where it is and when it was made (milliseconds since 1970), if no watched directory above tells about it. */
	top: {readonly place: string; readonly birthtimeMs: number} | undefined;
	readonly #name: string;
	readonly #parent: WatchedDirectory | undefined;
	#children: Map<string, WatchedDirectory> | undefined;

	constructor(name = '', parent?: WatchedDirectory) {
		this.#name = name;
		this.#parent = parent;
	}

	/** The path in the share. */
	get path(): string {
		return this.#parent?.pathOf(this.#name) ?? this.#name;
	}

	/** Whether the directory above isn't watched. */
	get isTop(): boolean {
		return this.#parent?.watch === undefined;
	}

	/** The path in the share of what is called so in this directory. */
	pathOf(name: string): string {
		const {path} = this;
		return path === '' ? name : `${path}/${name}`;
	}

	/** The directory at a path below this one, if it is in the tree. */
	find(path: string): WatchedDirectory | undefined {
		if (path === '') {
			return this;
		}

		const [name, rest] = split(path);
		return this.#children?.get(name)?.find(rest);
	}

	/** The directory at a path below this one, put into the tree if it isn't there. */
	reach(path: string): WatchedDirectory {
		if (path === '') {
			return this;
		}

		const [name, rest] = split(path);
		return (this.#children?.get(name) ?? this.#addChild(name)).reach(rest);
	}

	/** This directory and every one below it. */
	* all(): Generator<WatchedDirectory> {
		yield this;
		for (const child of this.#children?.values() ?? []) {
			yield * child.all();
		}
	}

	/** Takes it out of the tree, with all that is below it. */
	remove(): void {
		this.#parent?.removeChild(this.#name, this);
	}

	/** Takes a child out of the tree, unless another has its name by now. */
	removeChild(name: string, child: WatchedDirectory): void {
		if (this.#children?.get(name) === child) {
			this.#children.delete(name);
		}
	}

	/** Takes all that is below it out of the tree. */
	removeChildren(): void {
		this.#children = undefined;
	}

	#addChild(name: string): WatchedDirectory {
		// Cut out of a longer text, it would keep all of that in memory.
		const ownText = Buffer.from(name).toString();
		const child = new WatchedDirectory(ownText, this);
		this.#children ??= new Map();
		this.#children.set(ownText, child);
		return child;
	}
}

/** The first name of a path, and what follows it. */
function split(path: string): [string, string] {
	const end = path.indexOf('/');
	return end === -1 ? [path, ''] : [path.slice(0, end), path.slice(end + 1)];
}
