import {type Command, defineCommand} from './command.ts';
import {commonFlags, searchFlags, searchTimeout} from './flags.ts';
import {readKey} from './read-key.ts';
import {readVersion, versionFlag, versionHelp} from './version-flag.ts';
import {withoutRoutes} from './without-routes.ts';

/** Lists what a share holds, straight from the peers. */
export const ls: Command = defineCommand({
	name: 'ls',
	parameters: '[KEY] [PATH]',
	maximum: 2,
	summary: 'List what a share holds, without getting it',
	description: `  With PATH, only what is below it.

${versionHelp}`,
	flags: {
		...versionFlag,
		...searchFlags,
		...commonFlags,
	},
	async run(context) {
		const {flags, output, signal, withApp} = context;
		const {key, rest: [path]} = await readKey(context, ls);
		const version = flags.version === undefined ? undefined : readVersion(flags.version, 'ls');
		await withApp(async app => {
			for await (const entry of app.ls(key, path, {
				version, timeout: searchTimeout(flags), signal, onEvent: withoutRoutes(context),
			})) {
				output.result({type: 'entry', ...entry});
			}
		});
	},
});
