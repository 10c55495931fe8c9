import {lutimesSync, utimesSync} from 'node:fs';
import process from 'node:process';

const isDeno = process.versions['deno'] !== undefined;

/** Sets the modification time of a file or directory, milliseconds since 1970. */
export function setModificationTime(place: string, mtime: number): void {
	const time = timeToSet(mtime, {isDeno, isLink: false});
	utimesSync(place, time, time);
}

/** Sets the modification time of a symbolic link, milliseconds since 1970; in Deno, before 1970, that of the second's beginning. */
export function setLinkTime(place: string, mtime: number): void {
	const time = timeToSet(mtime, {isDeno, isLink: true});
	lutimesSync(place, time, time);
}

/**
A time as the file system calls of this runtime take it: half a microsecond more, or the way through a double would round some milliseconds down, and as text, because Node.js takes a negative number for the current time.

Deno takes negative text for the current time too, so there it is a date; and of a link's only whole seconds, since the rest would be a negative number of nanoseconds, which the system refuses.
*/
export function timeToSet(mtime: number, {isDeno, isLink}: {readonly isDeno: boolean; readonly isLink: boolean}): string | Date {
	return isDeno && mtime < 0 ? new Date(isLink ? Math.floor(mtime / 1000) * 1000 : mtime) : String((mtime + 0.0005) / 1000);
}
