import {comparePaths} from './compare-paths.ts';

/** Paths from `from` on and before `to`; undefined: to the end. */
export type PathRange = {readonly from: string; readonly to: string | undefined};

/** Where a path and all below it stand. 'a' and 'a/b' are no neighbours: 'a b' and 'a-b' lie between them. */
export function rangesUnder(path: string): PathRange[] {
	return path === '' ? [{from: '', to: undefined}] : [{from: path, to: pathAfter(path)}, rangeBelow(path)];
}

/** Where all below a directory stands; below the empty one stands everything. */
export function rangeBelow(directory: string): PathRange {
	return directory === '' ? {from: '', to: undefined} : {from: `${directory}/`, to: endOf(directory)};
}

/** Behind all below a directory: `0` follows `/`. */
export function endOf(directory: string): string {
	return `${directory}0`;
}

/** The path that follows a path: nothing lies between them. */
export function pathAfter(path: string): string {
	return `${path}\0`;
}

export function isInRange(path: string, {from, to}: PathRange): boolean {
	return comparePaths(path, from) >= 0 && (to === undefined || comparePaths(path, to) < 0);
}
