import {displayText} from '../base/display-text.ts';
import {type Command, defineCommand} from './command.ts';
import {commonFlags} from './flags.ts';

/** Shows this machine's public key. */
export const id: Command = defineCommand({
	name: 'id',
	parameters: '',
	maximum: 0,
	summary: 'Show this computer\'s public key',
	description: `  Others need it to send you something, or to let only you have something:
  “ferry peers add KEY NAME” over there. It is no secret.`,
	flags: {
		name: {type: 'string', placeholder: 'NAME', description: 'Tell contacts that this computer is called so'},
		...commonFlags,
	},
	async run({flags, output, withApp}) {
		const {key, name} = await withApp(async app => {
			if (flags.name !== undefined) {
				const contacts = await app.contacts();
				await contacts.setOwnName(flags.name);
			}

			return app.identity();
		});
		output.result({type: 'identity', key, ...(name !== '' && {name})});
		if (name !== '') {
			output.note(`This computer calls itself “${displayText(name)}”.`);
		}
	},
});
