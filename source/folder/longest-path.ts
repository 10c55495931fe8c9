import {Buffer} from 'node:buffer';
import process from 'node:process';

/** Bytes that the system takes for a whole path, its end not counted (PATH_MAX in limits.h). */
const longestPath: Readonly<Partial<Record<NodeJS.Platform, number>>> = {linux: 4095, darwin: 1023};

/** The name that a file has while it is received may be longer than its own. */
const partNameBytes = 36;

/** How many bytes a path below a directory may have; undefined where the system sets no such limit. */
export function longestPathBelow(directory: string): number | undefined {
	const longest = longestPath[process.platform];
	return longest === undefined ? undefined : longest - Buffer.byteLength(directory) - 1 - partNameBytes;
}
