import {type Command, defineCommand} from './command.ts';
import {commonFlags, searchFlags, searchTimeout} from './flags.ts';
import {readKey} from './read-key.ts';
import {usageError} from './usage-error.ts';
import {readVersion, versionHelp} from './version-flag.ts';
import {withoutRoutes} from './without-routes.ts';

/** Tells what differs between two versions of a share. */
export const diff: Command = defineCommand({
	name: 'diff',
	parameters: '[KEY] V1 [V2]',
	maximum: 3,
	summary: 'Tell what differs between two versions of a share',
	description: `  One difference a line: + new, - gone, ~ changed, > renamed. Without V2 it is
  the newest version that V1 is compared with.

${versionHelp}`,
	flags: {
		...searchFlags,
		...commonFlags,
	},
	async run(context) {
		const {flags, output, signal, withApp} = context;
		const {key, rest: [first, second]} = await readKey(context, diff);
		if (first === undefined) {
			throw usageError('ferry diff needs a version to begin with; “ferry log” lists them.', 'diff');
		}

		const versions = {before: readVersion(first, 'diff'), after: second === undefined ? undefined : readVersion(second, 'diff')};
		await withApp(async app => {
			for await (const each of app.diff(key, versions, {timeout: searchTimeout(flags), signal, onEvent: withoutRoutes(context)})) {
				output.result(each);
			}
		});
	},
});
