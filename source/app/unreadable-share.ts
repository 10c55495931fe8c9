import path from 'node:path';

/** A share that this machine has, but of which it can't be read what it is. */
export type UnreadableShare = {
	/** The file that can't be read, absolute. */
	readonly file: string;
	readonly direction: 'sharing' | 'receiving';
	/** What to do next, a sentence or two. */
	readonly hint: string;
};

/** What is to be said of the record of a share that can't be read. */
export function unreadableShare(file: string): UnreadableShare {
	return {
		file,
		direction: path.dirname(file).endsWith('-received') ? 'receiving' : 'sharing',
		hint: 'Bring that file back from a backup; or forget the share, with “ferry remove” and its key, or by deleting the directory that the file lies in. Your files stay as they are.',
	};
}
