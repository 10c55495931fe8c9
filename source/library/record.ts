import {ExpectedError} from '../base/errors.ts';
import {
	type Check, hasFields, isCount, isFlag, isKey, isListOf, isOneOf, isText,
} from '../base/json-check.ts';

/** What is remembered of one share between runs. Places are absolute paths. */
export type ShareRecord = {
	readonly format: 1;
	/** The feed's public key, 64 hexadecimal digits. */
	readonly key: string;
	readonly direction: 'sharing' | 'receiving';
	readonly kind: 'folder' | 'file' | 'several';
	readonly name: string;
	/** Sharing: what is shared, by its path inside the share. Receiving: empty. */
	readonly roots: ReadonlyArray<{readonly name: string; readonly place: string}>;
	/** Receiving: where the entries go. Sharing: null. */
	readonly directory: string | null;
	/** Receiving: globs of the paths that are wanted; empty means all. */
	readonly only: readonly string[];
	/** Receiving: what happens to a different file that is already there. */
	readonly existing: 'keep-both' | 'overwrite' | 'skip';
	readonly keepHistory: boolean;
	/** Milliseconds since 1970. */
	readonly created: number;
	/** The newest version known, 0 before the first. */
	readonly version: number;
	/** Whether all of that version is here. */
	readonly complete: boolean;
	/** Receiving: the block of its commit, when a version has been complete here. */
	readonly commit: number | null;
	/** Receiving: new versions are applied as they come. */
	readonly live: boolean;
	readonly files: number;
	readonly bytes: number;
	/** Sharing: which files stay out. A record without them is of an older version. */
	readonly ignore: boolean;
	readonly gitignore: boolean;
	readonly ignoreFile: string | null;
	/** Sharing: the paths in the share at which other file systems are mounted, or were and are away. */
	readonly mountPoints: readonly string[];
	/** Receiving: for a path the rule with the longest path that it is, or lies below, decides; without any it is wanted. */
	readonly selection: ReadonlyArray<{readonly path: string; readonly isWanted: boolean}>;
	/** Receiving: what is still to become of files that are not picked any more. */
	readonly unpicked: 'none' | 'keep' | 'delete';
	/** The dashboard leaves it alone until the user resumes it there. */
	readonly paused: boolean;
	/** New peers wait for the user's word. */
	readonly asksFirst: boolean;
	/** Keys of peers, hexadecimal: with an empty `chosenPeers` all may exchange. */
	readonly allowedPeers: readonly string[];
	readonly blockedPeers: readonly string[];
	readonly chosenPeers: readonly string[];
	/** Keys of the only peers that may have it, whatever the other lists say; null: whoever has its key. */
	readonly onlyAllowed: readonly string[] | null;
	/** Bytes a second of this share; null: as fast as it goes. */
	readonly uploadLimit: number | null;
	readonly downloadLimit: number | null;
};

/** What a record had before it could say otherwise. */
export const recordDefaults = {
	commit: null, live: false, ignore: true, gitignore: false, ignoreFile: null, mountPoints: [],
	selection: [], unpicked: 'none', paused: true, asksFirst: false, allowedPeers: [], blockedPeers: [], chosenPeers: [], onlyAllowed: null,
	uploadLimit: null, downloadLimit: null,
} as const satisfies Partial<ShareRecord>;

const isLimit: Check = value => value === null || (isCount(value) && value !== 0);

const checks: Readonly<Record<keyof ShareRecord, Check>> = {
	format: isOneOf(1),
	key: isKey,
	direction: isOneOf('sharing', 'receiving'),
	kind: isOneOf('folder', 'file', 'several'),
	name: isText,
	roots: isListOf(hasFields({name: isText, place: isText})),
	directory: value => value === null || isText(value),
	only: isListOf(isText),
	existing: isOneOf('keep-both', 'overwrite', 'skip'),
	keepHistory: isFlag,
	created: isCount,
	version: isCount,
	complete: isFlag,
	commit: value => value === null || isCount(value),
	live: isFlag,
	files: isCount,
	bytes: isCount,
	ignore: isFlag,
	gitignore: isFlag,
	ignoreFile: value => value === null || isText(value),
	mountPoints: isListOf(isText),
	selection: isListOf(hasFields({path: isText, isWanted: isFlag})),
	unpicked: isOneOf('none', 'keep', 'delete'),
	paused: isFlag,
	asksFirst: isFlag,
	allowedPeers: isListOf(isText),
	blockedPeers: isListOf(isText),
	chosenPeers: isListOf(isText),
	onlyAllowed: value => value === null || isListOf(isText)(value),
	uploadLimit: isLimit,
	downloadLimit: isLimit,
};

/** The record as text for its file. */
export function serializeRecord(record: ShareRecord): string {
	return `${JSON.stringify(record, undefined, '\t')}\n`;
}

/** Reads back what `serializeRecord` wrote. Fails with `store-unusable`, naming `file`, when it is anything else. */
export function parseRecord(text: string, file: string): ShareRecord {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		throw unusable(file, 'is not JSON', error);
	}

	if (hasFields({format: format => typeof format === 'number' && format > 1})(value)) {
		throw unusable(file, 'was written by a newer version of ferry');
	}

	const record: unknown = typeof value === 'object' ? {...recordDefaults, ...value} : value;
	if (!isRecord(record)) {
		throw unusable(file, 'does not describe a share');
	}

	return record;
}

function isRecord(value: unknown): value is ShareRecord {
	return hasFields(checks)(value);
}

function unusable(file: string, problem: string, cause?: unknown): ExpectedError {
	return new ExpectedError('store-unusable', `“${file}” ${problem}.`, {hint: 'Restore that file from a backup, or delete the directory it lies in to forget this share.', cause});
}
