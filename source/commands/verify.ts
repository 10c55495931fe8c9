import {ExpectedError} from '../base/errors.ts';
import {type Command, defineCommand} from './command.ts';
import {commonFlags} from './flags.ts';
import {readKey} from './read-key.ts';

/** Re-reads every byte on disk against the feed. */
export const verify: Command = defineCommand({
	name: 'verify',
	parameters: '[KEY]',
	maximum: 1,
	summary: 'Read the files again and compare them with the share',
	description: '  Names what differs, one path a line, and then ends with exit code 5.',
	flags: commonFlags,
	async run(context) {
		const {output, signal, withApp} = context;
		const {key} = await readKey(context, verify);
		const {files, bytes, problems, elsewhere} = await withApp(async app => app.verify(key, {signal, onEvent: output.event}));
		for (const {path, problem} of problems) {
			output.result({type: 'problem', path, problem});
		}

		for (const {path, placedAs} of elsewhere) {
			output.result({type: 'elsewhere', path, placedAs});
		}

		output.result({
			type: 'verified', files, bytes, problems: problems.length, ...(elsewhere.length > 0 && {elsewhere: elsewhere.length}),
		});
		if (problems.length > 0) {
			throw new ExpectedError('verification-failed', 'The files on disk are not those that were shared.', {
				hint: 'Where they were received, ferry get with --overwrite brings back what differs; where they are shared from, sharing again makes a new version of what is there.',
			});
		}
	},
});
