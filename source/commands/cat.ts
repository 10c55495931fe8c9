import {type Command, defineCommand} from './command.ts';
import {byteFlags, searchFlags, searchTimeout} from './flags.ts';
import {readKey} from './read-key.ts';
import {usageError} from './usage-error.ts';
import {readVersion, versionFlag, versionHelp} from './version-flag.ts';

/** Writes one file of a share to standard output. */
export const cat: Command = defineCommand({
	name: 'cat',
	parameters: '[KEY] PATH',
	maximum: 2,
	summary: 'Write one file of a share to standard output',
	description: versionHelp,
	flags: {
		...versionFlag,
		...searchFlags,
		...byteFlags,
	},
	async run(context) {
		const {flags, output, signal, withApp} = context;
		const {key, rest: [path]} = await readKey(context, cat);
		if (path === undefined) {
			throw usageError('ferry cat needs the path of a file in the share.', 'cat');
		}

		const version = flags.version === undefined ? undefined : readVersion(flags.version, 'cat');
		await withApp(async app => {
			const content = app.cat(key, path, {
				version,
				timeout: searchTimeout(flags),
				signal,
				onEvent(event) {
					// Progress that is redrawn would erase the end of a file shown on the same terminal.
					if (event.type === 'searching' || event.type === 'warning') {
						output.event(event);
					}
				},
			});
			for await (const chunk of content) {
				await output.bytes(chunk);
			}
		});
	},
});
