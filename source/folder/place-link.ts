import {
	readlinkSync, symlinkSync, unlinkSync,
} from 'node:fs';
import {setLinkTime} from './modification-time.ts';
import {look} from './place-file.ts';

/** What stands where a symbolic link belongs. */
export function linkAt(place: string, target: string): 'nothing' | 'identical' | 'foreign' {
	const found = look(place);
	if (!found) {
		return 'nothing';
	}

	return found.isSymbolicLink() && readlinkSync(place) === target ? 'identical' : 'foreign';
}

/** Makes a symbolic link with its modification time; `replace` takes away a file or link that stands there. */
export function placeLink(place: string, {target, mtime}: {readonly target: string; readonly mtime: number}, replace: boolean): void {
	if (replace) {
		unlinkSync(place);
	}

	symlinkSync(target, place);
	setLinkTime(place, mtime);
}
