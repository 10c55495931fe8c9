import type {Commit} from '../../source/feed/commit.ts';

/** A complete commit of an empty folder, but for what is given. */
export function commitOf(fields: Partial<Commit> = {}): Commit {
	return {
		format: 1,
		kind: 'folder',
		name: 'feed',
		blockSize: 1024,
		version: 1,
		time: 0,
		complete: true,
		totals: {
			files: 0, directories: 0, symlinks: 0, bytes: 0, leftOut: 0,
		},
		expected: {files: 0, bytes: 0},
		root: undefined,
		previous: undefined,
		...fields,
	};
}
