import {Buffer} from 'node:buffer';
import {lstatSync} from 'node:fs';
import path from 'node:path';
import {ExpectedError, systemErrorCode} from '../base/errors.ts';
import {checkPath, isPartName} from '../base/relative-path.ts';
import {TimeSlice} from '../base/time-slice.ts';
import {isDataDirectory} from './data-directory.ts';
import {lookAt, type Found, type LeftOutReason} from './found.ts';
import type {IgnoreReason, IgnoreRules} from './ignore-rules.ts';
import type {MountPoints} from './mount-points.ts';
import {
	readableName, readNames, sortNames, type Name,
} from './read-names.ts';
import type {Root} from './roots.ts';

export type {Found, LeftOutReason} from './found.ts';

export type ScanOptions = {
	readonly rules: IgnoreRules;
	/** Absolute real paths of directories that are passed over: ferry's own data. What looks like another ferry's is left out. */
	readonly exclude: readonly string[];
	/** Called for each directory before it is read. */
	readonly onDirectory?: ((path: string, place: string) => void) | undefined;
	/** Asked before a directory is read, and when something is gone, whether what belongs there is only away. */
	readonly mountPoints?: Pick<MountPoints, 'isThere' | 'isAway' | 'namesIn'> | undefined;
	readonly signal?: AbortSignal;
};

/** A directory being walked. */
type Listing = {
	/** In front of the names inside the share: empty or ending in `/`. */
	readonly prefix: string;
	readonly rules: IgnoreRules;
	readonly names: readonly Name[];
	/** Index of the name that is next. */
	next: number;
	/** Directories met whose contents come after some of the following names; the last one's come first. */
	readonly waiting: Array<{readonly name: string; readonly listing: Listing}>;
	place(name: string): string;
};

/**
Walks the shared roots, ascending by the UTF-8 bytes of the full paths: `a`, `a.txt`, `a/b`. The root of a shared folder itself is not among what is found; what the user named is not ignored. Symbolic links are not followed. Only the listings on the current path are held in memory.

What can't be carried is found as `left-out` and the walk goes on; it fails only when the root of a shared folder is away or can't be read (`path-missing`, `path-unreadable`). Another path that the user named is `away` when it is gone.
*/
export async function * scan(roots: readonly Root[], options: ScanOptions): AsyncGenerator<Found> {
	yield * walk([openRoots(roots, options)], {...options, named: namesOf(roots)});
}

/**
Walks one path of the share and what is below it, as `scan` does on its way: by the rules of the folders above it. What isn't there, or lies below what is ignored or no directory, is not found at all.

@param path - inside the share, not empty.
@param isDeep - false: only the path itself.
*/
export async function * scanAt(roots: readonly Root[], path: string, {isDeep, ...options}: ScanOptions & {readonly isDeep: boolean}): AsyncGenerator<Found> {
	let parent: Listing | undefined;
	try {
		parent = openParent(roots, path, options);
	} catch (error) {
		if (systemErrorCode(error) === '' && !(error instanceof AwayError)) {
			throw error;
		}

		// What the user named is away, or a directory on the way may not be entered.
		yield {kind: 'left-out', path, reason: reasonOf(error) === 'unreadable' ? 'unreadable' : 'away'};
		return;
	}

	if (!parent) {
		return;
	}

	for await (const found of walk([parent], {...options, named: namesOf(roots)})) {
		if (found.path === path && found.kind === 'left-out' && found.reason === 'gone') {
			return;
		}

		yield found;
		if (!isDeep) {
			return;
		}
	}
}

type WalkOptions = ScanOptions & {
	/** What the user named: it is shared whatever the rules say. */
	readonly named: ReadonlySet<string>;
};

async function * walk(stack: Listing[], options: WalkOptions): AsyncGenerator<Found> {
	const slice = new TimeSlice();
	for (let listing = stack.at(-1); listing; listing = stack.at(-1)) {
		const name = listing.names[listing.next];
		const waiting = listing.waiting.at(-1);
		if (waiting && !(name !== undefined && comesBeforeContents(readableName(name), waiting.name))) {
			listing.waiting.pop();
			stack.push(waiting.listing);
		} else if (name === undefined) {
			stack.pop();
		} else {
			listing.next++;
			yield visit(listing, name, options);
		}

		// Files are looked at synchronously, which is twice as fast as through promises.
		await slice.next();
		options.signal?.throwIfAborted();
	}
}

function namesOf(roots: readonly Root[]): ReadonlySet<string> {
	return new Set(roots.map(({name}) => name));
}

function openRoots(roots: readonly Root[], {rules, onDirectory, mountPoints}: ScanOptions): Listing {
	const [first] = roots;
	if (first?.name === '') {
		try {
			checkThere('', first.place, mountPoints);
			return openDirectory('', first.place, {rules, onDirectory, mountPoints});
		} catch (error) {
			if (error instanceof ExpectedError) {
				throw error;
			}

			const isGone = ['gone', 'away'].includes(reasonOf(error));
			throw new ExpectedError(
				isGone ? 'path-missing' : 'path-unreadable',
				isGone ? `There is no folder “${first.place}” any more.` : `The folder “${first.place}” can’t be read (${systemErrorCode(error)}).`,
				{hint: 'Check the folder and its permissions.', cause: error},
			);
		}
	}

	const places = new Map(roots.map(({name, place}) => [name, place]));
	return {
		prefix: '', rules, names: sortNames([...places.keys()]), place: name => places.get(name) ?? '', next: 0, waiting: [],
	};
}

/** The directory that a path stands in, as if all before it were done: undefined when the walk doesn't come there. */
function openParent(roots: readonly Root[], entryPath: string, {rules, exclude, mountPoints}: ScanOptions): Listing | undefined {
	const root = roots.find(({name}) => name === '' || name === entryPath || entryPath.startsWith(`${name}/`));
	if (!root) {
		return undefined;
	}

	const steps = entryPath.split('/');
	const name = steps.pop()!;
	let path = '';
	let place = root.name === '' ? root.place : path;
	if (root.name === '') {
		checkThere('', place, mountPoints);
	}

	let inner = root.name === '' ? rules.within('', place, rules.fileNames) : rules;
	for (const step of steps) {
		path = path === '' ? step : `${path}/${step}`;
		place = path === root.name ? root.place : `${place}/${step}`;
		const isNamed = path === root.name;
		const isDirectory = !exclude.includes(place) && isDirectoryAt(place) && !isDataDirectory(place);
		if (!isDirectory && (isNamed || mountPoints?.isAway(path))) {
			throw new AwayError();
		}

		if (!isDirectory || (!isNamed && inner.reason(path, true))) {
			return undefined;
		}

		checkThere(path, place, mountPoints);
		inner = inner.within(path, place, rules.fileNames);
	}

	return {
		prefix: path === '' ? '' : `${path}/`, rules: inner, names: [name], next: 0, waiting: [],
		place: name => entryPath === root.name ? root.place : `${place}/${name}`,
	};
}

function isDirectoryAt(place: string): boolean {
	try {
		return lstatSync(place, {throwIfNoEntry: false})?.isDirectory() === true;
	} catch (error) {
		if (reasonOf(error) === 'unreadable') {
			throw error;
		}

		return false;
	}
}

/** Why ferry's data directory is passed over. */
const ownData: IgnoreReason = {rule: 'ferry’s own data', file: undefined};

/** Another ferry keeps its keys there. */
class DataDirectoryError extends Error {
	override name = 'DataDirectoryError';
}

/** What stands for a directory is not what was there. */
class AwayError extends Error {
	override name = 'AwayError';
}

function checkThere(path: string, place: string, mountPoints: ScanOptions['mountPoints']): void {
	if (mountPoints && !mountPoints.isThere(path, lstatSync(place).dev, place)) {
		throw new AwayError();
	}
}

function openDirectory(prefix: string, directory: string, {rules, onDirectory, mountPoints}: Pick<ScanOptions, 'rules' | 'onDirectory' | 'mountPoints'>): Listing {
	onDirectory?.(prefix.slice(0, -1), directory);
	const names = readNames(directory);
	if (prefix !== '' && isDataDirectory(directory, names)) {
		throw new DataDirectoryError();
	}

	const gone = mountPoints?.namesIn(prefix).filter(name => !names.includes(name)) ?? [];
	return {
		prefix,
		rules: rules.within(prefix.slice(0, -1), directory, names),
		names: gone.length > 0 ? sortNames([...names, ...gone]) : names,
		place: name => path.join(directory, name),
		next: 0,
		waiting: [],
	};
}

/** Whether `name`, which comes after directory `directory`, comes before what is in it: `a` < `a.txt` < `a/b`. */
function comesBeforeContents(name: string, directory: string): boolean {
	return name.startsWith(directory) && name.charAt(directory.length) < '/';
}

/** A text that was put together is kept in its pieces by V8: those of a hundred thousand paths would take 20 MB more. */
function inOnePiece(text: string): string {
	return Buffer.from(text).toString();
}

function visit(listing: Listing, name: Name, {exclude, named, onDirectory, mountPoints}: WalkOptions): Found {
	const {rules} = listing;
	const path = inOnePiece(listing.prefix + readableName(name));
	if (typeof name !== 'string') {
		return {kind: 'left-out', path, reason: 'not-utf8'};
	}

	const place = inOnePiece(listing.place(name));
	try {
		const found = lookAt(path, place);
		const isDirectory = found.kind === 'directory';
		// What the user named is shared whatever the rules say, but no receiver takes a file that is called like a half received one.
		const reason = isDirectory && exclude.includes(place) ? ownData : (named.has(path) && !isPartName(path) ? undefined : rules.reason(path, isDirectory));
		if (reason) {
			return {kind: 'ignored', path, reason};
		}

		// Names come from the file system, so length and depth are all that a receiver could refuse.
		if (!checkPath(path, 'linux').safe) {
			return {kind: 'left-out', path, reason: 'path-too-long'};
		}

		if (isDirectory) {
			checkThere(path, place, mountPoints);
			listing.waiting.push({name, listing: openDirectory(`${path}/`, place, {rules, onDirectory, mountPoints})});
		}

		return found;
	} catch (error) {
		// Rules that can't be read: nothing is shared by accident.
		if (error instanceof ExpectedError) {
			throw error;
		}

		const reason = reasonOf(error);
		return {kind: 'left-out', path, reason: reason === 'gone' && (named.has(path) || mountPoints?.isAway(path)) ? 'away' : reason};
	}
}

function reasonOf(error: unknown): LeftOutReason {
	if (error instanceof AwayError) {
		return 'away';
	}

	if (error instanceof DataDirectoryError) {
		return 'data-directory';
	}

	const code = systemErrorCode(error);
	// EINVAL: no longer a link when it was read; ENOTDIR: no longer a directory.
	const isGone = ['ENOENT', 'ENOTDIR', 'EINVAL'].includes(code);
	return isGone ? 'gone' : (code === 'ENAMETOOLONG' ? 'path-too-long' : 'unreadable');
}
