import {type Command, defineCommand} from './command.ts';
import {commonFlags} from './flags.ts';

/** Lists the shares this machine knows. */
export const list: Command = defineCommand({
	name: 'list',
	parameters: '',
	maximum: 0,
	summary: 'List the shares this computer knows',
	description: '  One share a line, its key first.',
	flags: commonFlags,
	async run({output, withApp}) {
		const shares = await withApp(async app => app.list());
		for (const share of shares) {
			output.result({type: 'share', ...share});
		}

		if (shares.length === 0) {
			output.note('Nothing is shared from here and nothing was received here.');
		}
	},
});
