import {comparePaths} from './compare-paths.ts';
import {decodePage, type Child, type Page} from './index-page.ts';
import {maximumDepth} from './limits.ts';
import {malformed} from './malformed.ts';
import {mergeEntries, type IndexChange} from './merge-entries.ts';
import {
	childReference, readPage, type PageReference, type ReadRecord,
} from './read-page.ts';
import {splitPage, type SplitOptions} from './split-page.ts';

export type {IndexChange} from './merge-entries.ts';

/** The index that changes are made to: its root page (undefined: empty) and the block of the commit that names it. */
export type IndexRoot = {readonly root: number | undefined; readonly limit: number};

/** The index after the changes, and the pages to append for it: children before parents, the root last. */
export type WrittenIndex = {readonly root: number | undefined; readonly pages: readonly Uint8Array[]};

/** What has become of a page: its items, still to be cut into pages, and how many levels there are from here down. */
type Level = {readonly page: Page; readonly height: number};

/**
Makes changes to an index. Only pages on the way to a change are written anew; all others keep their block.

@param changes - Strictly in order of their paths.
@param firstBlock - Where `pages[0]` will be appended; the others follow.
@returns The same root and no pages when nothing changes.
@throws ExpectedError `feed-malformed` when an entry breaks a bound of the format, and what `read` throws.
*/
export async function writeIndex(previous: IndexRoot, changes: readonly IndexChange[], read: ReadRecord, firstBlock: number): Promise<WrittenIndex> {
	checkChanges(changes);
	const pages: Uint8Array[] = [];
	const append = (page: Page, fill: SplitOptions['fill']): Child[] => splitPage(page, {fill}).map(({first, bytes}) => ({
		first,
		block: firstBlock + pages.push(bytes) - 1,
	}));

	const changed = previous.root === undefined
		? changeLeaf([], changes)
		: await changePage({
			block: previous.root, first: undefined, limit: previous.limit, depth: 1,
		}, changes, {read, append, isLast: true});
	if (!changed) {
		return {root: previous.root, pages};
	}

	let {height} = changed;
	let roots = append(changed.page, 'full');
	for (; roots.length > 1; height++) {
		roots = append({kind: 'inner', children: roots}, 'full');
	}

	if (height > maximumDepth) {
		throw malformed(`The index would be more than ${maximumDepth} pages deep.`, {hint: 'Share parts of the folder on their own.'});
	}

	return {root: await lowestRoot(roots[0]?.block, pages, {read, firstBlock}), pages};
}

type ChangeOptions = {
	readonly read: ReadRecord;
	readonly append: (page: Page, fill: SplitOptions['fill']) => Child[];
	/** Whether the page is the last of its level. */
	readonly isLast: boolean;
};

/** Undefined when nothing changes in the page. */
async function changePage(reference: PageReference, changes: readonly IndexChange[], options: ChangeOptions): Promise<Level | undefined> {
	const page = await readPage(reference, options.read);
	if (page.kind === 'leaf') {
		return changeLeaf(page.entries, changes);
	}

	const children: Child[] = [];
	// Neighbours that change are cut into pages together: this is where pages that have become small merge.
	let run: Level[] = [];
	let height = 1;
	const endRun = (isLast: boolean) => {
		if (run.length > 0) {
			height = run[0]!.height + 1;
			children.push(...options.append(joinLevels(run), isLast ? 'full' : 'even'));
			run = [];
		}
	};

	let start = 0;
	for (const [index, child] of page.children.entries()) {
		const next = page.children[index + 1];
		const end = next ? firstAtOrAfter(changes, start, next.first) : changes.length;
		const level = end === start
			? undefined
			: await changePage(childReference(reference, child), changes.slice(start, end), {
				...options,
				isLast: options.isLast && !next,
			});
		if (level) {
			run.push(level);
		} else {
			endRun(false);
			children.push(child);
		}

		start = end;
	}

	endRun(options.isLast);
	return height === 1 ? undefined : {page: {kind: 'inner', children}, height};
}

function changeLeaf(...[entries, changes]: Parameters<typeof mergeEntries>): Level | undefined {
	const merged = mergeEntries(entries, changes);
	return merged && {page: {kind: 'leaf', entries: merged}, height: 1};
}

function joinLevels(levels: readonly Level[]): Page {
	if (levels.some(({height}) => height !== levels[0]!.height)) {
		throw malformed('The pages of the index are not equally deep.');
	}

	return levels[0]!.page.kind === 'leaf'
		? {kind: 'leaf', entries: levels.flatMap(({page}) => page.kind === 'leaf' ? page.entries : [])}
		: {kind: 'inner', children: levels.flatMap(({page}) => page.kind === 'inner' ? page.children : [])};
}

/**
Goes down from the root as long as it is an inner page with a single child, which then is root enough.

Of the new pages, those above it are taken back.
*/
async function lowestRoot(root: number | undefined, pages: Uint8Array[], {read, firstBlock}: {readonly read: ReadRecord; readonly firstBlock: number}): Promise<number | undefined> {
	while (root !== undefined) {
		const isNew = root >= firstBlock;
		const page = decodePage(isNew ? pages[root - firstBlock]! : await read(root));
		if (page.kind === 'leaf' || page.children.length > 1) {
			break;
		}

		root = page.children[0]!.block;
		if (isNew) {
			pages.pop();
		}
	}

	return root;
}

/** The first change from `start` on whose path is `path` or comes after it. */
function firstAtOrAfter(changes: readonly IndexChange[], start: number, path: string): number {
	let index = start;
	while (index < changes.length && comparePaths(changes[index]!.path, path) < 0) {
		index++;
	}

	return index;
}

function checkChanges(changes: readonly IndexChange[]): void {
	for (const [index, change] of changes.entries()) {
		if (index > 0 && comparePaths(changes[index - 1]!.path, change.path) >= 0) {
			throw new TypeError('The changes of an index must be in order, one a path');
		}
	}
}
