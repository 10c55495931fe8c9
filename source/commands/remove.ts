import {type Command, defineCommand} from './command.ts';
import {commonFlags} from './flags.ts';
import {readKey} from './read-key.ts';

/** Forgets a share. */
export const remove: Command = defineCommand({
	name: 'remove',
	parameters: '[KEY]',
	maximum: 1,
	summary: 'Forget a share and free its state; your files stay',
	description: '',
	flags: commonFlags,
	async run(context) {
		const {key} = await readKey(context, remove);
		const {bytesFreed} = await context.withApp(async app => app.remove(key));
		context.output.result({type: 'removed', bytesFreed});
	},
});
