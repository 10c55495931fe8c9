/*
The bounds of feed format 1. What a feed says is not trusted: whatever lies outside of them is malformed,
when it is written as well as when it is read.
*/

/** The only feed format there is so far; the second byte of every record. */
export const feedFormat = 1;

/** Bytes of a data block, unless told otherwise. */
export const defaultBlockSize = 256 * 1024;
export const minimumBlockSize = 1024;
/** Blocks on their way are held in memory, sixteen of them or more. */
export const maximumBlockSize = 2 * 1024 * 1024;

/** Blocks of a feed: 64 TiB at ferry's block size. Hypercore notes in memory which ones are here, and how much that takes depends on how far apart they are. */
export const maximumBlocks = 2 ** 28;

/** UTF-8 bytes of a share's name. */
export const maximumNameBytes = 1024;

/** UTF-8 bytes of a path. */
export const maximumPathBytes = 4096;

/** UTF-8 bytes of what a symlink points to. */
export const maximumTargetBytes = 4095;

/** Paths of more UTF-8 bytes are long, */
export const longPathBytes = 512;
/** and an index has so many of them at most. */
export const maximumLongPaths = 2048;

/** Directories without an entry of their own, beside as many as have one: ferry gives each an entry, and one path may lead through 256. */
export const maximumImplied = 1000;

/** Extents of one file. */
export const maximumExtents = 65_536;

/** Of all files of an index together: one for each file, one for every so many bytes (ferry ends one no sooner, unless the disk is slow), */
export const bytesPerExtent = 4 * 1024 * 1024;
/** and so many beside. */
export const spareExtents = 65_536;

/** The permission bits of a mode. */
export const maximumMode = 0o777;

/** Bytes of a SHA-256. */
export const hashBytes = 32;

/** Milliseconds since 1970, either way: what a zigzag integer holds. */
export const maximumTime = (2 ** 52) - 1;

/** Bytes of an encoded index page. One entry with all extents there may be still fits. */
export const maximumPageBytes = 2 * 1024 * 1024;

/** UTF-8 bytes of all paths of one page together: prefix compression must not let a small page grow without bounds. */
export const maximumPagePathBytes = 256 * 1024;

/** Bytes of an encoded index page with more than one item: one that would be larger is split. */
export const targetPageBytes = 32 * 1024;

/** Pages on the way from the root to an entry. */
export const maximumDepth = 8;
