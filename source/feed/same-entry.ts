import {Buffer} from 'node:buffer';
import type {Entry, FileEntry} from './entry.ts';

/** Whether two versions of an entry are the same to a user: kind, content, time and permissions. Where in the feed the content stands is not a part of it. */
export function isSameEntry(one: Entry, other: Entry): boolean {
	return isSameContent(one, other) && timeOf(one) === timeOf(other) && modeOf(one) === modeOf(other);
}

/** Whether two versions of an entry have the same content, whatever their times and permissions: a file's bytes, and where a symlink leads. A directory has none. */
export function isSameContent(one: Entry, other: Entry): boolean {
	switch (one.kind) {
		case 'file': {
			return other.kind === 'file' && one.size === other.size && isSameHash(one, other);
		}

		case 'symlink': {
			return other.kind === 'symlink' && one.target === other.target;
		}

		case 'directory':
		case 'withheld': {
			return other.kind === one.kind;
		}
	}
}

/** Whether the bytes of two entries stand at the same places of the feed. Only files have any. */
export function isSameStorage(one: Entry, other: Entry): boolean {
	const [left, right] = [one, other].map(entry => entry.kind === 'file' ? entry.extents : []);
	return left!.length === right!.length && left!.every((extent, index) => {
		const {block, offset, length} = right![index]!;
		return extent.block === block && extent.offset === offset && extent.length === length;
	});
}

function isSameHash({sha256: one}: FileEntry, {sha256: other}: FileEntry): boolean {
	return one && other ? Buffer.compare(one, other) === 0 : one === other;
}

function timeOf(entry: Entry): number | undefined {
	return 'mtime' in entry ? entry.mtime : undefined;
}

function modeOf(entry: Entry): number | undefined {
	return 'mode' in entry ? entry.mode : undefined;
}
