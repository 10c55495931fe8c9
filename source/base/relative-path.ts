import {Buffer} from 'node:buffer';
import {hash} from 'node:crypto';

/** Why a path out of a feed may not be used here. The first group a single path shows, the second only next to others (see PathGate). */
export type PathProblem
	= | 'empty'
		| 'absolute'
		| 'dot-segment'
		| 'empty-segment'
		| 'nul'
		| 'lone-surrogate'
		| 'segment-too-long'
		| 'path-too-long'
		| 'too-deep'
		| 'reserved'
		| 'windows-character'
		| 'windows-name'
		| 'windows-ending'
		| 'below-file'
		| 'below-symlink'
		| 'is-directory'
		| 'other-kind'
		| 'collides'
		| 'data-directory';

export type PathVerdict = {readonly safe: true} | {readonly safe: false; readonly problem: PathProblem};

/** UTF-8 bytes; what ext4, XFS, Btrfs, APFS and (in UTF-16 units) NTFS allow for one name. */
const longestSegment = 255;

/** UTF-8 bytes; PATH_MAX of Linux. */
const longestPath = 4096;

const mostSegments = 256;

const partNames = /^\.ferry-(?:[\da-f]{24}|probe-a(?:\u00E9|e\u0301))\.part$/iv;

/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file: devices, whatever extension follows and however it is spelled. */
const windowsDevices = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³]) *(?:\.|$)/iv;

/**
Looks at one path out of a feed, which is hostile until this says otherwise: `/`-separated, relative, and a name that the file system of `platform` takes exactly as spelled.

Joined to a folder, a safe path lies strictly below that folder as long as no parent of it is a link; PathGate sees to that.
*/
export function checkPath(path: string, platform: NodeJS.Platform): PathVerdict {
	const problem = problemOfPath(path, platform);
	return problem === undefined ? {safe: true} : {safe: false, problem};
}

/** True for a name that ferry gives to half received files and to what it probes a folder with, in any case, because some file systems ignore case. */
export function isPartName(name: string): boolean {
	return partNames.test(name);
}

/** The name, without directory, that the file at `path` of a share has while it is received: always the same for the same share and path, so that a later run finds it, and another share's file of that name is another one. */
export function partName(share: string, path: string): string {
	return `${partStart(share)}${hash('sha256', `${share}/${path}`).slice(0, 16)}.part`;
}

/** Whether a name is that of a half received file of this share. */
export function isPartOf(share: string, name: string): boolean {
	return isPartName(name) && name.toLowerCase().startsWith(partStart(share));
}

let lastStart = {share: '', text: ''};

/** Eight digits tell the few shares of one folder apart. */
function partStart(share: string): string {
	// Asked for each file of one share.
	if (lastStart.text === '' || lastStart.share !== share) {
		lastStart = {share, text: `.ferry-${hash('sha256', share).slice(0, 8)}`};
	}

	return lastStart.text;
}

function problemOfPath(path: string, platform: NodeJS.Platform): PathProblem | undefined {
	if (path === '') {
		return 'empty';
	}

	if (path.startsWith('/')) {
		return 'absolute';
	}

	if (Buffer.byteLength(path) > longestPath) {
		return 'path-too-long';
	}

	if (path.includes('\0')) {
		return 'nul';
	}

	// Written to disk it would become U+FFFD: another name than the one that was checked.
	if (/\p{Cs}/v.test(path)) {
		return 'lone-surrogate';
	}

	const segments = path.split('/');
	if (segments.length > mostSegments) {
		return 'too-deep';
	}

	for (const segment of segments) {
		const problem = problemOfSegment(segment) ?? (platform === 'win32' ? problemOnWindows(segment) : undefined);
		if (problem !== undefined) {
			return problem;
		}
	}

	return undefined;
}

function problemOfSegment(segment: string): PathProblem | undefined {
	if (segment === '') {
		return 'empty-segment';
	}

	if (segment === '.' || segment === '..') {
		return 'dot-segment';
	}

	if (Buffer.byteLength(segment) > longestSegment) {
		return 'segment-too-long';
	}

	return isPartName(segment) ? 'reserved' : undefined;
}

function problemOnWindows(segment: string): PathProblem | undefined {
	// The backslash separates; the colon names a drive or a stream hidden behind a file.
	if (/[\p{Cc}"*:<>?\\\|]/v.test(segment)) {
		return 'windows-character';
	}

	if (windowsDevices.test(segment)) {
		return 'windows-name';
	}

	// Windows drops them, so the file would get another name.
	return /[. ]$/v.test(segment) ? 'windows-ending' : undefined;
}
