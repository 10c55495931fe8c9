import {syncFiles} from '../folder/sync-files.ts';

export type SyncReachedOptions<File> = {
	/** One that lies on the same file system, absolute. */
	readonly directory: string;
	readonly placeOf: (file: File) => string;
	/** Whether nothing has come into the way of a file. */
	readonly isReached: (file: File) => boolean;
};

/**
Syncs files, but for those that can't be reached any more: without them it is tried again.

@returns those that are synced.
*/
export async function syncReached<File>(files: readonly File[], options: SyncReachedOptions<File>): Promise<readonly File[]> {
	const {directory, placeOf, isReached} = options;
	try {
		await syncFiles(files.map(file => placeOf(file)), directory);
		return files;
	} catch (error) {
		const reached = files.filter(file => isReached(file));
		if (reached.length === files.length) {
			throw error;
		}

		return syncReached(reached, options);
	}
}
