import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import type {FileEntry} from '../../source/feed/entry.ts';

/** The entry of a file that was read to its end. Its bytes stand at the start of block 0 unless given. */
export function fileEntry(path: string, content: string, change: Partial<FileEntry> = {}): FileEntry {
	const size = Buffer.byteLength(content);
	return {
		kind: 'file',
		path,
		size,
		mtime: 1_000_000,
		mode: 0o644,
		sha256: createHash('sha256').update(content).digest(),
		extents: size > 0 ? [{block: 0, offset: 0, length: size}] : [],
		...change,
	};
}
