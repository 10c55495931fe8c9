import {type Command, defineCommand} from './command.ts';
import {byteFlags, searchFlags, searchTimeout} from './flags.ts';
import {readKey} from './read-key.ts';
import {readVersion, versionFlag, versionHelp} from './version-flag.ts';
import {writeContent} from './write-content.ts';

/** Writes one file of a share to standard output. */
export const cat: Command = defineCommand({
	name: 'cat',
	parameters: '[KEY] [PATH]',
	maximum: 2,
	summary: 'Write one file of a share to standard output',
	description: `  As its blocks arrive, each verified; one that still grows, like a pipe that is
  shared, to its end. Without PATH it is the only file of the share.

${versionHelp}`,
	flags: {
		...versionFlag,
		...searchFlags,
		...byteFlags,
	},
	async run(context) {
		const {flags, withApp} = context;
		const {key, rest: [path]} = await readKey(context, cat);
		const version = flags.version === undefined ? undefined : readVersion(flags.version, 'cat');
		await withApp(async app => writeContent(context, app, {
			key, path, version, timeout: searchTimeout(flags), isDelivery: false,
		}));
	},
});
