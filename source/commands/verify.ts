import type {App} from '../app/app.ts';
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
		const {files, bytes, problems, elsewhere, cause} = await withApp(async app => app.verify(key, {signal, onEvent: output.event}));
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
				hint: cause === undefined ? usualHint : hints[cause],
			});
		}
	},
});

type Cause = NonNullable<Awaited<ReturnType<App['verify']>>['cause']>;

const usualHint = 'Where they were received, “ferry get” with --overwrite brings back what differs; where they are shared from, sharing again makes a new version of what is there.';

const hints: Readonly<Record<Cause, string>> = {
	unfinished: 'They were not received to the end: “ferry get” with the key of the share goes on where it stopped.',
	'folder-away': 'The folder that they were received into is not there: it was moved or deleted. '
		+ 'If it was moved, “ferry get” with the key and its new place adopts what is there; else “ferry get” with the key alone brings everything back.',
	'in-the-way': 'Something of yours stands where a folder of the share belongs: move that away, then run “ferry get” with the key.',
};
