/**
Why changes can't be told.

- `overflow`: there were more at once than the system keeps; some may be missing. Everything is still watched, so one scan repairs it.
- `limit`: the system allows no further watch (on Linux `fs.inotify.max_user_watches`); a directory is not watched.
- `failed`: the system refused a watch for another reason; a directory is not watched.
*/
export type WatchProblem = 'overflow' | 'limit' | 'failed';

/** inotify(7): no watch is left for this user; no instance, file descriptor or memory is. */
const limits = new Set(['ENOSPC', 'EMFILE', 'ENFILE', 'ENOMEM']);

/** Not there any more (on Windows EPERM), no directory, or not to be read by this user: a scan finds nothing in it either, and the directory above it tells when that changes. */
const unreadable = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENAMETOOLONG']);

/** What it means that the system refused to watch a directory with this error code; undefined if nothing can be missed by it. */
export function watchProblemOf(code: string): WatchProblem | undefined {
	if (limits.has(code)) {
		return 'limit';
	}

	return unreadable.has(code) ? undefined : 'failed';
}
