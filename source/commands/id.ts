import {type Command, defineCommand} from './command.ts';
import {commonFlags} from './flags.ts';

/** Shows this machine's public key. */
export const id: Command = defineCommand({
	name: 'id',
	parameters: '',
	maximum: 0,
	summary: 'Show this computer\'s public key',
	description: '',
	flags: commonFlags,
	async run({output, withApp}) {
		output.result({type: 'identity', key: await withApp(async app => app.identity())});
	},
});
