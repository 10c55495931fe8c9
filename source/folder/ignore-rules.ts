import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import ignore from 'ignore';
import {ExpectedError, systemErrorCode} from '../base/errors.ts';
import {isPartName} from '../base/relative-path.ts';
import type {Root} from './roots.ts';

/** Says what in a shared folder is not meant for others. */
export type IgnoreRules = {
	/** True when the file or directory at this path inside the share is to be passed over, with all below it. */
	ignores(path: string, isDirectory: boolean): boolean;
};

export type IgnoreOptions = {
	readonly roots: readonly Root[];
	/** A file of the user's with rules in the syntax of `.gitignore`, relative to the share's root. */
	readonly ignoreFile: string | undefined;
	/** False: only half received files are ignored. */
	readonly enabled: boolean;
};

/** What operating systems, file systems and editors strew about. User files are never meant: a backup copy (`notes~`) is one. */
const litter = [
	// macOS
	'.DS_Store',
	'._*',
	'.AppleDouble/',
	'.DocumentRevisions-V100/',
	'.Spotlight-V100/',
	'.TemporaryItems/',
	'.Trashes/',
	'.fseventsd/',
	// Windows
	'[Tt]humbs.db',
	'ehthumbs.db',
	'[Dd]esktop.ini',
	'$RECYCLE.BIN/',
	'System Volume Information/',
	// Linux: desktop settings, trash of a volume, files deleted while open on NFS and FUSE
	'.directory',
	'.Trash-*/',
	'lost+found/',
	'.nfs[0-9a-f][0-9a-f][0-9a-f][0-9a-f]*',
	'.fuse_hidden*',
	// Swap files of Vim, locks of Emacs
	'.*.sw[nopx]',
	'.#*',
];

/** Name of the file in a shared folder's root that holds its rules. */
const ownRulesName = '.ferryignore';

/** Answers asked of one matcher before it is renewed, because it remembers each of them for ever. */
const answersKept = 10_000;

type Layer = {
	/** The layer decides about paths that start with this, and sees the rest of them. */
	readonly prefix: string;
	decide(path: string): ignore.TestResult;
};

/**
Loads the rules of a share: the litter of systems and editors, then each shared folder's own `.ferryignore`, then the user's ignore file. A later one wins over an earlier one, so `!name` brings back what an earlier one ignores. Letter case counts.

Fails with `path-missing` or `path-unreadable` when a file of rules can't be read: nothing is shared by accident.
*/
export async function loadIgnoreRules({roots, ignoreFile, enabled}: IgnoreOptions): Promise<IgnoreRules> {
	const layers: Layer[] = [];
	if (enabled) {
		layers.push(createLayer('', litter));
		for (const {name, place} of roots) {
			const rules = await readOwnRules(place);
			if (rules !== undefined) {
				layers.push(createLayer(name === '' ? '' : `${name}/`, rules));
			}
		}

		if (ignoreFile !== undefined) {
			layers.push(createLayer('', await readRules(ignoreFile)));
		}
	}

	layers.reverse();
	return {
		ignores(path, isDirectory) {
			return isPartName(path.slice(path.lastIndexOf('/') + 1)) || isIgnored(layers, isDirectory ? `${path}/` : path);
		},
	};
}

function isIgnored(strongestFirst: readonly Layer[], path: string): boolean {
	for (const {prefix, decide} of strongestFirst) {
		if (path.length > prefix.length && path.startsWith(prefix)) {
			const {ignored, unignored} = decide(path.slice(prefix.length));
			if (ignored || unignored) {
				return ignored;
			}
		}
	}

	return false;
}

function createLayer(prefix: string, rules: string | readonly string[]): Layer {
	// Relative paths are allowed so that no path, however odd, makes the matcher throw.
	const options = {ignoreCase: false, allowRelativePaths: true};
	let matcher = ignore(options).add(rules);
	let answers = 0;
	return {
		prefix,
		decide(path) {
			if (++answers % answersKept === 0) {
				matcher = ignore(options).add(matcher);
			}

			return matcher.test(path);
		},
	};
}

async function readOwnRules(place: string): Promise<string | undefined> {
	const file = path.join(place, ownRulesName);
	try {
		const stats = await stat(file);
		if (!stats.isFile()) {
			return undefined;
		}
	} catch (error) {
		if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error))) {
			return undefined;
		}
	}

	return readRules(file);
}

async function readRules(file: string): Promise<string> {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		const isMissing = ['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error));
		throw new ExpectedError(
			isMissing ? 'path-missing' : 'path-unreadable',
			isMissing ? `There is no ignore file “${file}”.` : `The ignore file “${file}” can’t be read (${systemErrorCode(error)}).`,
			{hint: 'Check the path and its permissions, or share without ignore rules: --no-ignore.', cause: error},
		);
	}
}
