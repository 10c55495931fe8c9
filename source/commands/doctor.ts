import {parseShareKey} from '../app/keys.ts';
import {ExpectedError} from '../base/errors.ts';
import {count} from '../base/format.ts';
import {type Command, defineCommand} from './command.ts';
import {commonFlags} from './flags.ts';

/** Looks for what stands in the way. */
export const doctor: Command = defineCommand({
	name: 'doctor',
	parameters: '[KEY]',
	maximum: 1,
	summary: 'Look for what stands in the way, also of a share',
	description: `  Looks at what runs ferry, its data, the disk, the clock, the DHT, the router,
  the local network and TCP; with KEY also at each step to the peers of that
  share. Each line says what was found, and if it is bad, what to do. It changes
  nothing and can run beside other ferries. The exit code is 1 if something
  stands in the way.`,
	flags: {...commonFlags},
	async run({input, output, signal, withApp}) {
		const [text] = input;
		const key = text === undefined ? undefined : parseShareKey(text);
		let bad = 0;
		await withApp(async app => {
			for await (const check of app.doctor(key, signal)) {
				bad += check.status === 'bad' ? 1 : 0;
				output.result({type: 'check', ...check});
			}
		});
		if (bad > 0) {
			throw new ExpectedError('unwell', `${count(bad, 'thing')} ${bad === 1 ? 'stands' : 'stand'} in the way.`, {hint: 'What to do stands beside each of them.'});
		}
	},
});
