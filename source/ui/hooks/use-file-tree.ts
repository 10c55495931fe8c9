import {
	useCallback, useEffect, useReducer, useRef,
} from 'react';
import type {FileRow} from '../../app/engine-state.ts';
import {
	addRows, emptyTree, type FileTree, pageSize, pagesOf, pathBefore, setOpen, treeLength, type TreeLine, treeLines, updatePage,
} from '../file-tree.ts';
import {useEngine} from './use-engine.ts';
import {useRun} from './use-run.ts';
import {useTicker} from './use-ticker.ts';

/** Rows below the ones that are seen that are read before they are. */
const ahead = 20;

type Change
	= | {readonly kind: 'rows'; readonly directory: string; readonly page: number; readonly rows: readonly FileRow[]}
		| {readonly kind: 'page'; readonly directory: string; readonly number: number; readonly rows: readonly FileRow[]}
		| {readonly kind: 'open'; readonly path: string; readonly isOpen: boolean};

export type FileTreeState = {readonly tree: FileTree; readonly change: (change: Change) => void};

/** The tree of a share's files, as far as it was looked at. */
export function useFileTree(): FileTreeState {
	const [tree, change] = useReducer(changed, emptyTree);
	return {tree, change};
}

export type TreeWindow = {
	readonly offset: number;
	readonly rows: number;
	/** Whether it is seen at all. */
	readonly isActive: boolean;
	/** Whether files change, so that the ones that are seen are looked at again each second. */
	readonly isLive: boolean;
	/** When this changes, they are looked at again in any case. */
	readonly version: string;
};

/** Reads what a window of the tree shows, and nothing else. */
export function useTreeWindow(id: string, {tree, change}: FileTreeState, {offset, rows, isActive, isLive, version}: TreeWindow): void {
	const {read, retry} = useReadFiles(id);
	const lines = isActive ? treeLines(tree, offset, rows + ahead) : [];
	useEffect(() => {
		for (const {kind, directory} of lines) {
			if (kind === 'more') {
				const page = pagesOf(tree, directory);
				read(directory, pathBefore(tree, directory, page), found => {
					change({
						kind: 'rows', directory, page, rows: found,
					});
				});
			}
		}
	});

	const now = useTicker(1000, {isActive: isActive && isLive});
	const seen = useRef(lines);
	const latestTree = useRef(tree);
	useEffect(() => {
		seen.current = lines;
		latestTree.current = tree;
	});
	useEffect(() => {
		if (!isActive) {
			return;
		}

		retry();
		const pages = new Map(seen.current.flatMap(line => line.kind === 'row' ? [line, ...emptyFolder(line, latestTree.current)] : [])
			.map(line => [`${Math.floor(line.index / pageSize)} ${line.directory}`, line]));
		for (const {directory, index} of pages.size === 0 ? [{directory: '', index: 0}] : pages.values()) {
			const number = Math.floor(index / pageSize);
			read(directory, pathBefore(latestTree.current, directory, number), found => {
				change({
					kind: 'page', directory, number, rows: found,
				});
			});
		}
	}, [now, version, isActive, read, retry, change]);
}

/** An open folder without a line of its own: while a share is being opened again nothing can be read, and it may have had some before. */
function emptyFolder({row, isOpen}: Extract<TreeLine, {readonly kind: 'row'}>, tree: FileTree): ReadonlyArray<Pick<Extract<TreeLine, {readonly kind: 'row'}>, 'directory' | 'index'>> {
	return isOpen && treeLength(tree, row.path) === 0 ? [{directory: row.path, index: 0}] : [];
}

type ReadFiles = {
	readonly read: (directory: string, after: string | undefined, onRows: (rows: readonly FileRow[]) => void) => void;
	/** Lets directories be asked for again that could not be read. */
	readonly retry: () => void;
};

/** Asks for a page of a directory, once at a time, for as long as the screen is there. */
function useReadFiles(id: string): ReadFiles {
	const engine = useEngine();
	const run = useRun();
	const reading = useRef(new Set<string>());
	const failed = useRef(new Set<string>());
	const leaving = useRef(new AbortController());
	useEffect(() => {
		leaving.current = new AbortController();
		return () => {
			leaving.current.abort();
		};
	}, []);
	const read = useCallback<ReadFiles['read']>((directory, after, onRows) => {
		if (reading.current.has(directory) || failed.current.has(directory)) {
			return;
		}

		const {signal} = leaving.current;
		reading.current.add(directory);
		run(async () => {
			try {
				const rows = await engine.files(id, directory, {after, most: pageSize, signal});
				if (!signal.aborted) {
					onRows(rows);
				}
			} catch (error) {
				if (!signal.aborted) {
					failed.current.add(directory);
					throw error;
				}
			} finally {
				reading.current.delete(directory);
			}
		});
	}, [engine, id, run]);
	const retry = useCallback(() => {
		failed.current.clear();
	}, []);
	return {read, retry};
}

function changed(tree: FileTree, change: Change): FileTree {
	switch (change.kind) {
		case 'rows': {
			return addRows(tree, change.directory, change.rows, change.page);
		}

		case 'page': {
			return updatePage(tree, change.directory, change);
		}

		case 'open': {
			return setOpen(tree, change.path, change.isOpen);
		}
	}
}
