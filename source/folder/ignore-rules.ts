import {readFileSync, statSync} from 'node:fs';
import ignore from 'ignore';
import {ExpectedError, systemErrorCode} from '../base/errors.ts';
import {isPartName} from '../base/relative-path.ts';
import type {Name} from './read-names.ts';

/** Says what in a shared folder is not meant for others. */
export type IgnoreRules = {
	/** Why the file or directory at this path inside the share is passed over, with all below it; undefined when it is shared. */
	reason(path: string, isDirectory: boolean): IgnoreReason | undefined;
	/**
	With the rules of a directory's own, for what is below it.

	@param path - of the directory inside the share; empty for the share's root.
	@param place - where it stands, absolute.
	@param names - what is in it: without a file of rules nothing is read.
	@throws ExpectedError `path-unreadable`: nothing is shared by accident.
	*/
	within(path: string, place: string, names: readonly Name[]): IgnoreRules;
	/** What files with the rules of a directory are called. */
	readonly fileNames: readonly string[];
};

/** A rule, and where it stands. */
export type IgnoreReason = {
	/** As it is written there; for ferry's own, in the same syntax. */
	readonly rule: string;
	/** The file of rules: one in the share by its path there, the user's own by its place. Undefined: ferry's own list. */
	readonly file: string | undefined;
};

export type IgnoreOptions = {
	/** A file of the user's with rules in the syntax of `.gitignore`, relative to the share's root. */
	readonly ignoreFile: string | undefined;
	/** Files called `.gitignore` are followed as well. */
	readonly gitignore: boolean;
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

/** Names of the files of rules in a shared folder, the stronger one last. */
const ownNames = ['.gitignore', '.ferryignore'];

/** Answers asked of one matcher before it is renewed, because it remembers each of them for ever. */
const answersKept = 10_000;

type Layer = {
	/** The layer decides about paths that start with this, and sees the rest of them. */
	readonly prefix: string;
	readonly file: string | undefined;
	decide(path: string): ignore.TestResult;
};

/**
Loads the rules that hold for a whole share: the litter of systems and editors, and the user's ignore file. Folders add their own `.ferryignore` on the way down. A deeper one wins over one above it, `.ferryignore` over `.gitignore` beside it, and the user's file over all, so `!name` brings back what a weaker one ignores; below a folder that is ignored nothing comes back. Letter case counts.

Fails with `path-missing` or `path-unreadable` when the user's file can't be read: nothing is shared by accident.
*/
export async function loadIgnoreRules({ignoreFile, gitignore, enabled}: IgnoreOptions): Promise<IgnoreRules> {
	const strongest = enabled && ignoreFile !== undefined ? [createLayer({prefix: '', file: ignoreFile}, readRules(ignoreFile))] : [];
	const names = ownNames.filter(name => enabled && (gitignore || name !== '.gitignore'));
	return rulesOf(enabled ? [createLayer({prefix: '', file: undefined}, litter)] : [], {strongest, names});
}

type Surroundings = {
	/** What wins over the rules of folders. */
	readonly strongest: readonly Layer[];
	/** Which files of rules folders may have. */
	readonly names: readonly string[];
};

/** @param layers - the weakest first. */
function rulesOf(layers: readonly Layer[], surroundings: Surroundings): IgnoreRules {
	const strongestFirst = [...layers, ...surroundings.strongest].toReversed();
	return {
		fileNames: surroundings.names,
		reason(path, isDirectory) {
			return isPartName(path.slice(path.lastIndexOf('/') + 1))
				? {rule: '.ferry-*.part', file: undefined}
				: decide(strongestFirst, isDirectory ? `${path}/` : path);
		},
		within(path, place, names) {
			const prefix = path === '' ? '' : `${path}/`;
			const own = surroundings.names
				.filter(name => names.includes(name))
				.map(name => ({name, rules: readOwnRules(`${place}/${name}`)}))
				.filter(({rules}) => rules !== undefined)
				.map(({name, rules}) => createLayer({prefix, file: `${prefix}${name}`}, rules!));
			return own.length === 0 ? this : rulesOf([...layers, ...own], surroundings);
		},
	};
}

function decide(strongestFirst: readonly Layer[], path: string): IgnoreReason | undefined {
	for (const {prefix, file, decide} of strongestFirst) {
		if (path.length > prefix.length && path.startsWith(prefix)) {
			const {ignored, unignored, rule} = decide(path.slice(prefix.length));
			if (ignored || unignored) {
				return ignored ? {rule: rule?.pattern ?? '', file} : undefined;
			}
		}
	}

	return undefined;
}

function createLayer(where: Pick<Layer, 'prefix' | 'file'>, rules: string | readonly string[]): Layer {
	// Relative paths are allowed so that no path, however odd, makes the matcher throw.
	const options = {ignoreCase: false, allowRelativePaths: true};
	let matcher = ignore(options).add(rules);
	let answers = 0;
	return {
		...where,
		decide(path) {
			if (++answers % answersKept === 0) {
				matcher = ignore(options).add(matcher);
			}

			return matcher.test(path);
		},
	};
}

/** Undefined when what has that name is no file, or is gone. */
function readOwnRules(file: string): string | undefined {
	try {
		if (!statSync(file).isFile()) {
			return undefined;
		}
	} catch (error) {
		if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error))) {
			return undefined;
		}
	}

	return readRules(file);
}

function readRules(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		const isMissing = ['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error));
		throw new ExpectedError(
			isMissing ? 'path-missing' : 'path-unreadable',
			isMissing ? `There is no ignore file “${file}”.` : `The ignore file “${file}” can’t be read (${systemErrorCode(error)}).`,
			{hint: 'Check the path and its permissions, or share without ignore rules: --no-ignore.', cause: error},
		);
	}
}
