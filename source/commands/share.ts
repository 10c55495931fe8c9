import {Buffer} from 'node:buffer';
import type {App} from '../app/app.ts';
import type {FerryEvent} from '../app/events.ts';
import {parseShareKey} from '../app/keys.ts';
import {type Command, defineCommand} from './command.ts';
import {commonFlags} from './flags.ts';
import {limitFlags, limitHelp, limitsOf} from './limit-flags.ts';
import {listPlan} from './list-plan.ts';
import {peerQuestions} from './peer-questions.ts';
import {sharePeople} from './share-people.ts';
import {untilDone} from './until-done.ts';
import {usageError} from './usage-error.ts';

/** As a feed's commits carry it. */
const longestName = 1024;

/** Shares paths and serves them until it is stopped. */
export const share: Command = defineCommand({
	name: 'share',
	parameters: 'PATH… | -',
	maximum: Number.POSITIVE_INFINITY,
	summary: 'Share files and folders until Ctrl-C',
	description: `  The key stands alone on a line of standard output as soon as it can be used.
  The same paths shared again have the same key. The files are served from where
  they are; ferry makes no copy of them and never changes them. What changes
  meanwhile becomes a new version.

  With a dash standard input is shared as one file, as it grows; --text shares
  what stands after it, which other users of this computer may see. Ferry keeps
  such content itself, until “ferry remove”: with its key in place of PATH it is
  served again. Input that is interrupted before its end is forgotten.

  --to offers it to people (“ferry peers”), and tells whether they have it: who
  isn't there is told when they come, while this runs. Whoever has the key can
  still get it; --allow lets nobody fetch it from here but those it names, also
  the next time.

${limitHelp}

  Ctrl-C ends it with exit code 0, or 130 while it is still reading or, with
  --once, before anyone has everything. A second Ctrl-C ends it at once.`,
	flags: {
		name: {type: 'string', placeholder: 'NAME', description: 'Show this name to receivers instead of the folder\'s own'},
		text: {type: 'string', placeholder: 'TEXT', description: 'Share this text, as one file'},
		ignoreFile: {type: 'string', placeholder: 'FILE', description: 'Leave out what this file lists, in .gitignore\'s syntax'},
		gitignore: {type: 'boolean', description: 'Leave out what .gitignore files say, too'},
		ignore: {type: 'boolean', isNegated: true, description: 'Leave nothing out, whatever ignore files say'},
		once: {type: 'boolean', description: 'End when the first receiver has everything'},
		ask: {type: 'boolean', description: 'Ask you before a new peer gets anything'},
		to: {
			type: 'string', placeholder: 'PEER', isMultiple: true, description: 'Offer it to this contact, or public key; repeatable',
		},
		allow: {
			type: 'string', placeholder: 'PEER', isMultiple: true, description: 'Let only this contact or key fetch it; repeatable',
		},
		allowAll: {type: 'boolean', description: 'Let whoever has the key fetch it again, after --allow'},
		watch: {type: 'boolean', isNegated: true, description: 'Do not follow changes while it is shared'},
		keepHistory: {type: 'boolean', description: 'Keep old versions too, in a second copy on disk'},
		dryRun: {type: 'boolean', description: 'Only list what would be shared, and what not and why'},
		...limitFlags,
		...commonFlags,
	},
	async run({input, flags, output, signal, standardInput, withApp}) {
		const isPipe = input.includes('-') || flags.text !== undefined;
		if (isPipe) {
			checkPipe(input, flags);
		} else if (input.length === 0) {
			throw usageError('ferry share needs at least one path; the current folder is a dot.', 'share');
		}

		if (!flags.ignore && (flags.ignoreFile !== undefined || flags.gitignore)) {
			throw usageError('--no-ignore excludes --ignore-file and --gitignore.', 'share');
		}

		if (Buffer.byteLength(flags.name ?? '') > longestName) {
			throw usageError(`--name can have ${longestName} bytes at most.`, 'share');
		}

		if (flags.ask && (!output.canAsk || input.includes('-'))) {
			throw usageError('--ask needs a terminal to ask at, and neither a dash nor --json or --quiet.', 'share');
		}

		if (flags.allowAll && flags.allow.length > 0) {
			throw usageError('--allow and --allow-all exclude each other.', 'share');
		}

		if (flags.dryRun) {
			await withApp(async app => listPlan(app.plan(input, {
				rules: {ignoreFile: flags.ignoreFile, gitignore: flags.gitignore, enabled: flags.ignore}, signal,
			}), output));
			return;
		}

		// Ctrl-C at a question is a letter and no signal: it ends the sharing all the same.
		const asking = new AbortController();
		const stopping = AbortSignal.any([signal, asking.signal]);
		let isDone = false;
		const done = flags.once ? 'delivered' : 'version';
		const serving = {
			once: flags.once,
			limits: limitsOf(flags, 'share'),
			...(flags.ask && {asksFirst: true, onRequest: peerQuestions(output, {signal: stopping, controller: asking})}),
			signal: stopping,
			onEvent(event: FerryEvent) {
				isDone ||= event.type === done;
				output.event(event);
			},
		};
		if (flags.text === undefined && isPipe && standardInput.isTTY) {
			output.note('Type or paste what is to be shared; Ctrl-D at the start of a line ends it.');
		}

		await untilDone(withApp(async app => {
			const people = await sharePeople(app, flags);
			return isPipe
				? app.sharePipe(flags.text === undefined ? standardInput : [Buffer.from(flags.text)], {name: flags.name ?? (flags.text === undefined ? 'stdin' : 'text.txt'), ...serving, ...people})
				: app.share(await pathsOf(app, input), {
					name: flags.name,
					ignoreFile: flags.ignoreFile,
					gitignore: flags.gitignore,
					ignore: flags.ignore,
					keepHistory: flags.keepHistory,
					watch: flags.watch,
					...serving,
					...people,
				});
		}), {signal: stopping, isDone: () => isDone});
	},
});

type PipeFlags = Readonly<Partial<Record<'text' | 'ignoreFile', string>>> & Readonly<Record<'gitignore' | 'ignore' | 'watch' | 'keepHistory' | 'dryRun', boolean>>;

/** @throws ExpectedError `usage` for what has no meaning beside a dash or --text. */
function checkPipe(input: readonly string[], flags: PipeFlags): void {
	if (input.length > (flags.text === undefined ? 1 : 0)) {
		throw usageError('A dash shares standard input alone, and --text its text alone: no PATH stands beside them.', 'share');
	}

	if (flags.ignoreFile !== undefined || flags.gitignore || !flags.ignore || !flags.watch || flags.keepHistory || flags.dryRun) {
		throw usageError('Options about folders, their rules and their versions have no meaning with a dash or --text.', 'share');
	}
}

/** A key in place of the paths means what came through a pipe and is kept under it. */
async function pathsOf(app: App, input: readonly string[]): Promise<readonly string[]> {
	const [first = ''] = input;
	return input.length === 1 && /^ferry1[a-z\d]{58}$/iv.test(first) ? app.keptInput(parseShareKey(first)) : input;
}
