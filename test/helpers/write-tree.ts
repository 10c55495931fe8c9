import {
	chmod, mkdir, symlink, utimes, writeFile,
} from 'node:fs/promises';
import path from 'node:path';

/** What to make at a path. */
export type Leaf
	// The content of a file
	= | string | Uint8Array
		| {readonly content: string | Uint8Array; readonly mode?: number; /** Whole milliseconds since 1970. */ readonly mtime?: number}
		| {readonly link: string}
		| 'directory'

		| null;

/** Paths, `/`-separated and relative, and what to make there. A directory is `null`, or is made because something lies in it. The text `directory` alone is a directory too. */
export type Tree = Readonly<Record<string, Leaf>>;

/** Makes files, directories and symbolic links below `root`, which is made when missing. */
export async function writeTree(root: string, tree: Tree): Promise<void> {
	await mkdir(root, {recursive: true});
	for (const [name, leaf] of Object.entries(tree)) {
		const place = path.join(root, name);
		await mkdir(path.dirname(place), {recursive: true});
		await writeLeaf(place, leaf);
	}
}

async function writeLeaf(place: string, leaf: Leaf): Promise<void> {
	if (leaf === null || leaf === 'directory') {
		await mkdir(place, {recursive: true});
	} else if (typeof leaf === 'string' || leaf instanceof Uint8Array) {
		await writeFile(place, leaf);
	} else if ('link' in leaf) {
		await symlink(leaf.link, place);
	} else {
		await writeFile(place, leaf.content);
		if (leaf.mode !== undefined) {
			await chmod(place, leaf.mode);
		}

		if (leaf.mtime !== undefined) {
			// As a date, because a negative number means the current time here.
			const time = new Date(leaf.mtime);
			await utimes(place, time, time);
		}
	}
}
