import path from 'node:path';
import process from 'node:process';
import {checkPath} from '../base/relative-path.ts';
import {look} from '../folder/place-file.ts';

/** Directories that are remembered: entries come in order, so a few would do. */
const mostKnown = 10_000;

/** What stands where something of a share belongs: something in its own place, of so many bytes, or in that of a directory on the way to it. */
export type Standing = {readonly size: number | undefined};

const inTheWay: Standing = {size: undefined};

type Way = 'open' | 'missing' | 'blocked';

/**
Finds what stands where a path of a share belongs below a directory; undefined for nothing, and for paths that are never created. Links are not followed.

The file system is not asked for what lies in directories that aren't there: a new destination is looked through in no time.
*/
export function standingIn(directory: string): (path: string) => Standing | undefined {
	const known = new Map<string, Way>();
	const wayTo = (name: string): Way => {
		const way = known.get(name);
		if (way !== undefined) {
			return way;
		}

		const above = name === '' ? 'open' : wayTo(parentOf(name));
		const found = above === 'open' ? wayInto(path.join(directory, name), name === '') : above;
		if (known.size >= mostKnown) {
			known.clear();
		}

		known.set(name, found);
		return found;
	};

	return name => {
		const way = checkPath(name, process.platform).safe ? wayTo(parentOf(name)) : 'missing';
		return way === 'open' ? look(path.join(directory, name)) : (way === 'blocked' ? inTheWay : undefined);
	};
}

/** The destination itself may be a link. */
function wayInto(place: string, isRoot: boolean): Way {
	const found = look(place);
	return found ? (isRoot || found.isDirectory() ? 'open' : 'blocked') : 'missing';
}

function parentOf(name: string): string {
	return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}
