import type {FileRow} from '../app/engine-state.ts';

/** How many rows are asked for at a time. */
export const pageSize = 256;

/** What is known of one directory: its first rows, in pages of which all but the last are full. */
type Directory = {
	readonly pages: ReadonlyArray<readonly FileRow[]>;
	readonly count: number;
	readonly isComplete: boolean;
	/** Where the directories in it stand. */
	readonly places: ReadonlyMap<string, number>;
};

/** The tree of a share's files as far as it was looked at: nothing of it is flattened, so a million rows cost what the ones that are seen cost. */
export type FileTree = {
	readonly directories: ReadonlyMap<string, Directory>;
	/** The open directories in each directory. */
	readonly open: ReadonlyMap<string, ReadonlySet<string>>;
};

/** One line of the tree as it is drawn. `more`: rows that are still to come. */
export type TreeLine
	= | {readonly kind: 'row'; readonly row: FileRow; readonly depth: number; readonly isOpen: boolean; readonly directory: string; readonly index: number}
		| {readonly kind: 'more'; readonly depth: number; readonly directory: string};

const unknown: Directory = {
	pages: [], count: 0, isComplete: false, places: new Map(),
};

/** Of which nothing is known yet. */
export const emptyTree: FileTree = {directories: new Map(), open: new Map()};

/** The tree with the next rows of a directory; fewer than a page are the last ones. Of a page that was asked for twice, the second answer changes nothing. */
export function addRows(tree: FileTree, path: string, rows: readonly FileRow[], page = pagesOf(tree, path)): FileTree {
	const {pages, count, places} = tree.directories.get(path) ?? unknown;
	if (page !== pages.length) {
		return tree;
	}

	const found = directoriesIn(rows, count);
	return withDirectory(tree, path, {
		pages: rows.length === 0 ? pages : [...pages, rows],
		count: count + rows.length,
		isComplete: rows.length < pageSize,
		places: found.length === 0 ? places : new Map([...places, ...found]),
	});
}

/** The tree with a page of a directory as it is now. If it ends elsewhere than it did, what follows is forgotten, to be read anew. */
export function updatePage(tree: FileTree, path: string, {number, rows}: {readonly number: number; readonly rows: readonly FileRow[]}): FileTree {
	const before = tree.directories.get(path) ?? unknown;
	const isSame = before.pages[number]?.at(-1)?.path === rows.at(-1)?.path;
	const pages = before.pages.slice(0, isSame ? before.pages.length : number).toSpliced(number, 1, ...(rows.length === 0 ? [] : [rows]));
	return withDirectory(tree, path, {
		pages,
		count: pages.reduce((sum, page) => sum + page.length, 0),
		isComplete: isSame && number < pages.length - 1 ? before.isComplete : rows.length < pageSize,
		places: new Map([
			...[...before.places].filter(([, place]) => place < number * pageSize || (isSame && place >= (number + 1) * pageSize)),
			...directoriesIn(rows, number * pageSize),
		]),
	});
}

/** Opens or closes a directory. */
export function setOpen(tree: FileTree, path: string, isOpen: boolean): FileTree {
	const parent = parentOf(path);
	const open = new Set(tree.open.get(parent));
	if (isOpen) {
		open.add(path);
	} else {
		open.delete(path);
	}

	return {...tree, open: new Map(tree.open).set(parent, open)};
}

/** How many lines a directory takes, that of the share itself by default. */
export function treeLength(tree: FileTree, path = ''): number {
	const {count, isComplete} = tree.directories.get(path) ?? unknown;
	return openIn(tree, path).reduce((sum, child) => sum + treeLength(tree, child.path), count + (isComplete ? 0 : 1));
}

/** The lines from one on, so many at most. */
export function treeLines(tree: FileTree, from: number, most: number): readonly TreeLine[] {
	const lines: TreeLine[] = [];
	for (let index = from; index < from + most; index++) {
		const line = lineAt(tree, {path: '', depth: 0, index});
		if (line === undefined) {
			break;
		}

		lines.push(line);
	}

	return lines;
}

/** In which line a directory stands, or undefined while that isn't known. */
export function lineOf(tree: FileTree, path: string): number | undefined {
	if (path === '') {
		return undefined;
	}

	const parent = parentOf(path);
	const place = tree.directories.get(parent)?.places.get(path);
	const above = parent === '' ? -1 : lineOf(tree, parent);
	if (place === undefined || above === undefined) {
		return undefined;
	}

	return openIn(tree, parent).filter(child => child.place < place).reduce((sum, child) => sum + treeLength(tree, child.path), above + 1 + place);
}

/** How many pages of a directory are known. */
export function pagesOf(tree: FileTree, path: string): number {
	return tree.directories.get(path)?.pages.length ?? 0;
}

/** The path after which a page of a directory begins, by default the one that is to come. */
export function pathBefore(tree: FileTree, path: string, page = pagesOf(tree, path)): string | undefined {
	return tree.directories.get(path)?.pages[page - 1]?.at(-1)?.path;
}

function lineAt(tree: FileTree, {path, depth, index}: {readonly path: string; readonly depth: number; readonly index: number}): TreeLine | undefined {
	const directory = tree.directories.get(path) ?? unknown;
	let inOpen = 0;
	for (const child of openIn(tree, path)) {
		const first = child.place + 1 + inOpen;
		if (index < first) {
			break;
		}

		const length = treeLength(tree, child.path);
		if (index < first + length) {
			return lineAt(tree, {path: child.path, depth: depth + 1, index: index - first});
		}

		inOpen += length;
	}

	const place = index - inOpen;
	const row = rowAt(directory, place);
	if (row !== undefined) {
		return {
			kind: 'row', row, depth, isOpen: tree.open.get(path)?.has(row.path) ?? false, directory: path, index: place,
		};
	}

	return place === directory.count && !directory.isComplete ? {kind: 'more', depth, directory: path} : undefined;
}

/** The open directories that are known in a directory, as they stand there. */
function openIn(tree: FileTree, path: string): ReadonlyArray<{readonly path: string; readonly place: number}> {
	const places = tree.directories.get(path)?.places;
	return [...tree.open.get(path) ?? []]
		.flatMap(child => places?.has(child) === true ? [{path: child, place: places.get(child)!}] : [])
		.toSorted((a, b) => a.place - b.place);
}

function directoriesIn(rows: readonly FileRow[], from: number): ReadonlyArray<readonly [path: string, place: number]> {
	return rows.flatMap((row, index) => row.kind === 'directory' ? [[row.path, from + index] as const] : []);
}

function rowAt({pages}: Directory, index: number): FileRow | undefined {
	return pages[Math.floor(index / pageSize)]?.[index % pageSize];
}

function withDirectory(tree: FileTree, path: string, directory: Directory): FileTree {
	return {...tree, directories: new Map(tree.directories).set(path, directory)};
}

function parentOf(path: string): string {
	return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
