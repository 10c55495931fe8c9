import {type Command, defineCommand} from './command.ts';
import {commonFlags, searchFlags, searchTimeout} from './flags.ts';
import {readKey} from './read-key.ts';

/** Lists what a share holds, straight from the peers. */
export const ls: Command = defineCommand({
	name: 'ls',
	parameters: '[KEY] [PATH]',
	maximum: 2,
	summary: 'List what a share holds, without getting it',
	description: '  With PATH, only what is below it.',
	flags: {
		...searchFlags,
		...commonFlags,
	},
	async run(context) {
		const {flags, output, signal, withApp} = context;
		const {key, rest: [path]} = await readKey(context, ls);
		await withApp(async app => {
			for await (const entry of app.ls(key, path, {timeout: searchTimeout(flags), signal, onEvent: output.event})) {
				output.result({type: 'entry', ...entry});
			}
		});
	},
});
