import {type Stats, statSync} from 'node:fs';

/** Which directory stands at a place, whatever is in it. */
export type DirectoryIdentity = {
	readonly device: number;
	readonly file: number;
	/** Milliseconds since 1970; undefined where the file system doesn't keep it. The number of a file that is gone is soon given to another one. */
	readonly born: number | undefined;
};

/** The directory that stands at a place; undefined: there is none, or nobody may know. */
export function directoryAt(place: string): DirectoryIdentity | undefined {
	try {
		const stats = statSync(place);
		return stats.isDirectory() ? identityOf(stats) : undefined;
	} catch {
		return undefined;
	}
}

/** What tells a directory from others. */
export function identityOf({dev, ino, birthtimeMs, ctimeMs}: Pick<Stats, 'dev' | 'ino' | 'birthtimeMs' | 'ctimeMs'>): DirectoryIdentity {
	// Where it isn't kept, the time of the last change stands there, or nothing.
	return {device: dev, file: ino, born: birthtimeMs > 0 && birthtimeMs !== ctimeMs ? birthtimeMs : undefined};
}

/** Whether both are the same one. Nothing is the same as no directory. */
export function isSameDirectory(one: DirectoryIdentity | undefined, other: DirectoryIdentity | undefined): boolean {
	if (!one || !other) {
		return false;
	}

	const isBornTogether = one.born === undefined || other.born === undefined || one.born === other.born;
	return one.device === other.device && one.file === other.file && isBornTogether;
}
