/*
The bounds of feed format 1. What a feed says is not trusted: whatever lies outside of them is malformed,
when it is written as well as when it is read.
*/

/** The only feed format there is so far; the second byte of every record. */
export const feedFormat = 1;

/** Bytes of a data block, unless told otherwise. */
export const defaultBlockSize = 256 * 1024;
export const minimumBlockSize = 1024;
export const maximumBlockSize = 8 * 1024 * 1024;

/** UTF-8 bytes of a share's name. */
export const maximumNameBytes = 1024;

/** UTF-8 bytes of a path. */
export const maximumPathBytes = 4096;

/** UTF-8 bytes of what a symlink points to. */
export const maximumTargetBytes = 4095;

/** Extents of one file. */
export const maximumExtents = 65_536;

/** The permission bits of a mode. */
export const maximumMode = 0o777;

/** Bytes of a SHA-256. */
export const hashBytes = 32;

/** Milliseconds since 1970, either way: what a zigzag integer holds. */
export const maximumTime = (2 ** 52) - 1;

/** Bytes of an encoded index page. One entry with all extents there may be still fits. */
export const maximumPageBytes = 2 * 1024 * 1024;

/** Entries or children of one index page. */
export const maximumPageItems = 65_536;

/** UTF-8 bytes of all paths of one page together: prefix compression must not let a small page grow without bounds. */
export const maximumPagePathBytes = 2 * 1024 * 1024;

/** A page is split when it would be larger than this. A single larger entry has a page of its own. */
export const targetPageBytes = 32 * 1024;

/** Pages on the way from the root to an entry. */
export const maximumDepth = 8;
