import {type Command, defineCommand} from './command.ts';
import {commonFlags} from './flags.ts';

/** Lists the shares this machine knows. */
export const list: Command = defineCommand({
	name: 'list',
	parameters: '',
	maximum: 0,
	summary: 'List the shares this computer knows',
	description: `  One share a line, its key first. One of which nothing can be read, as its file
  is damaged, is told of on standard error.`,
	flags: commonFlags,
	async run({output, withApp}) {
		const [shares, unreadable] = await withApp(async app => [await app.list(), await app.unreadableShares()] as const);
		for (const share of shares) {
			output.result({type: 'share', ...share});
		}

		for (const share of unreadable) {
			output.result({type: 'unreadable-share', ...share});
		}

		if (shares.length + unreadable.length === 0) {
			output.note('Nothing is shared from here and nothing was received here.');
		}
	},
});
