import {type Command, defineCommand} from './command.ts';
import {commonFlags} from './flags.ts';
import {limitFlags, limitHelp} from './limit-flags.ts';
import {readKey} from './read-key.ts';
import {receiveShare, wishOf} from './receive-share.ts';
import {usageError} from './usage-error.ts';
import {readVersion, versionFlag, versionHelp} from './version-flag.ts';
import {writeContent} from './write-content.ts';

/** Receives a share into a directory. */
export const get: Command = defineCommand({
	name: 'get',
	parameters: '[KEY] [DIRECTORY]',
	maximum: 2,
	summary: 'Get what was shared, with its key',
	description: `  Without KEY ferry takes FERRY_KEY, or asks; a dash reads it from standard
  input. All of them keep the key out of sight of the machine's other users.
  Without DIRECTORY it goes to a new one, named after the share, in the current
  directory. A DIRECTORY that is given receives the share's entries directly. A
  dash as DIRECTORY writes the only file of the share to standard output, and
  nothing to disk.

  Files that are there already: one with the same content is left as it is; next
  to another one the new file gets a name of its own. Interrupted, the same
  command goes on where it stopped.

  --only '*.jpg' picks at every depth, as any GLOB without a slash does; one
  with a slash goes from the top of the share: '/*.jpg' are only those there. A
  folder that matches is picked with all in it.

  With --live, --overwrite holds for the first version. What you edit after it
  was received stays, and the sharer's comes beside it as “name (conflict …)”.

  Run again, it gets the newest version, of the files that were picked before.
  Into another directory it gets the share anew, and leaves the first one as it
  is: ferry does not follow or serve that any more.
  Other --only GLOBs pick anew, '**' everything: what is new is fetched. What is
  not picked any more stays, unless you say yes when asked, or use
  --delete-unpicked; what you have changed is never deleted.

  With --version an old version goes to a directory of its own, named like
  “photos (version 3)” by default; what you have of the share stays as it is.
  What is gone, as nobody who can be reached has it, is named before you are
  asked; the rest is received, and then the exit code is 1.
${versionHelp}

${limitHelp}`,
	flags: {
		yes: {type: 'boolean', shortFlag: 'y', description: 'Don\'t ask before anything is written'},
		only: {
			type: 'string', placeholder: 'GLOB', isMultiple: true, description: 'Get only what matches, like *.jpg; repeatable',
		},
		deleteUnpicked: {type: 'boolean', description: 'Delete what was received and is not picked any more'},
		keepBoth: {type: 'boolean', description: 'Keep a file that is there and the new one (default)'},
		overwrite: {type: 'boolean', description: 'Replace files that are there'},
		skip: {type: 'boolean', description: 'Leave files that are there as they are'},
		live: {type: 'boolean', description: 'Go on, and apply each new version as it comes'},
		mirror: {type: 'boolean', description: 'As --live, and delete what the share lacks'},
		...versionFlag,
		stay: {type: 'boolean', description: 'Go on serving others when everything is here'},
		timeout: {type: 'number', placeholder: 'SECONDS', description: 'Give up when no peer was found for so long'},
		...limitFlags,
		...commonFlags,
	},
	async run(context) {
		const {flags, output, withApp} = context;
		if ([flags.keepBoth, flags.overwrite, flags.skip].filter(Boolean).length > 1) {
			throw usageError('--keep-both, --overwrite and --skip exclude each other.', 'get');
		}

		if (flags.mirror && (flags.keepBoth || flags.skip || flags.only.length > 0)) {
			throw usageError('--mirror makes the directory equal to the share: it excludes --only, --keep-both and --skip.', 'get');
		}

		if (flags.mirror && !flags.yes && !output.canAsk) {
			throw usageError('--mirror deletes files; where nobody can be asked it needs --yes.', 'get');
		}

		if (flags.version !== undefined && (flags.live || flags.mirror || flags.stay || flags.deleteUnpicked)) {
			throw usageError('--version gets an old version once: it excludes --live, --mirror, --stay and --delete-unpicked.', 'get');
		}

		const version = flags.version === undefined ? undefined : readVersion(flags.version, 'get');
		const {key, rest: [directory]} = await readKey(context, get);
		const timeout = flags.timeout === undefined ? undefined : flags.timeout * 1000;
		if (directory === '') {
			// As an unset variable of a shell gives it: everything would go into the current directory.
			throw usageError('DIRECTORY is empty. Leave it out for a new one named after the share, or write . for the current one.', 'get');
		}

		if (directory === '-') {
			checkContent(flags);
			await withApp(async app => writeContent(context, app, {
				key, path: undefined, version, timeout, isDelivery: true,
			}));
			return;
		}

		if (version !== undefined) {
			await withApp(async app => app.getVersion(key, {...wishOf(context, {directory, timeout}), version, onEvent: output.event}));
			return;
		}

		await withApp(async app => receiveShare(context, app, {
			key, command: 'get', directory, timeout,
		}));
	},
});

type FolderFlags = Readonly<Record<'json' | 'keepBoth' | 'overwrite' | 'skip' | 'live' | 'mirror' | 'stay' | 'deleteUnpicked', boolean>> & {readonly only: readonly string[]};

/** @throws ExpectedError `usage` for what has no meaning when content goes to standard output. */
function checkContent(flags: FolderFlags): void {
	if (flags.json) {
		throw usageError('A dash writes the content to standard output, where --json has no place.', 'get');
	}

	if (flags.keepBoth || flags.overwrite || flags.skip || flags.live || flags.mirror || flags.stay || flags.deleteUnpicked || flags.only.length > 0) {
		throw usageError('A dash writes the only file of the share to standard output: options about files here have no meaning. “ferry cat” writes one of several.', 'get');
	}
}
