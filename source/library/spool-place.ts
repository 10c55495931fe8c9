import path from 'node:path';

/** Where what came through a pipe is kept, beside the feed of its share. */
const spoolDirectory = 'input';

/** Where the file of a share that comes through a pipe is kept. Named as in the share, so that it can be shared like any other file later. */
export function spoolPlace(shareDirectory: string, name: string): string {
	return path.join(shareDirectory, spoolDirectory, name);
}

/** Whether a place, absolute and real, is such a file of this data directory. */
export function isSpool(dataDirectory: string, place: string): boolean {
	const directory = path.dirname(place);
	return path.basename(directory) === spoolDirectory && path.dirname(path.dirname(directory)) === path.join(dataDirectory, 'shares');
}
