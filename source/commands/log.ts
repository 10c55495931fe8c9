import {type Command, defineCommand} from './command.ts';
import {commonFlags, searchFlags, searchTimeout} from './flags.ts';
import {readKey} from './read-key.ts';
import {usageError} from './usage-error.ts';
import {withoutRoutes} from './without-routes.ts';

/** Lists the versions of a share. */
export const log: Command = defineCommand({
	name: 'log',
	parameters: '[KEY]',
	maximum: 1,
	summary: 'List the versions of a share, the newest first',
	description: `  One version a line: its number and time, what it holds, and how many files it
  added (+), changed (~) and removed (-), with their bytes.`,
	flags: {
		limit: {type: 'number', placeholder: 'N', description: 'Only the newest N versions'},
		...searchFlags,
		...commonFlags,
	},
	async run(context) {
		const {flags, output, signal, withApp} = context;
		if (flags.limit !== undefined && !Number.isSafeInteger(flags.limit)) {
			throw usageError('--limit needs a whole number.', 'log');
		}

		const {key} = await readKey(context, log);
		await withApp(async app => {
			let isEmpty = true;
			for await (const version of app.log(key, {
				limit: flags.limit, timeout: searchTimeout(flags), signal, onEvent: withoutRoutes(context),
			})) {
				isEmpty = false;
				output.result({type: 'log', ...version});
			}

			if (isEmpty) {
				output.note('No version is complete yet; it is still being read for the first time.');
			}
		});
	},
});
