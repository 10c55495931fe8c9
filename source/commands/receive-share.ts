import type {App, Offer, Unpicked} from '../app/app.ts';
import {displayText} from '../base/display-text.ts';
import {count, size} from '../base/format.ts';
import type {ToldOffer} from '../output/output.ts';
import type {CommandContext} from './command.ts';
import {limitsOf, type LimitFlagValues} from './limit-flags.ts';
import {untilDone} from './until-done.ts';

/** The options that say how a share is received. */
export type ReceivingFlags = Readonly<Record<'yes' | 'quiet' | 'overwrite' | 'skip' | 'mirror' | 'live' | 'stay' | 'deleteUnpicked', boolean>> & LimitFlagValues & {readonly only: readonly string[]};

export type ReceivingContext = Pick<CommandContext, 'output' | 'signal'> & {readonly flags: ReceivingFlags};

export type ReceiveShareOptions = {
	readonly key: Uint8Array;
	/** The command that receives it, for what is said of its options. */
	readonly command: string;
	/** Undefined: a new one in the current directory. */
	readonly directory: string | undefined;
	/** Milliseconds; undefined: for ever. */
	readonly timeout: number | undefined;
	/** The user has said yes. */
	readonly onYes?: (() => Promise<void>) | undefined;
	/** Everything is here. */
	readonly onReceived?: (() => void) | undefined;
};

type Wish = Pick<Parameters<App['get']>[1], 'directory' | 'only' | 'existing' | 'timeout' | 'signal'> & {readonly confirm: (offer: Offer) => Promise<boolean>};

/** Where a share goes, and what of it, as the options say; asks before anything is written, unless they say otherwise. */
export function wishOf({flags, output, signal}: ReceivingContext, {directory, timeout, onYes}: Omit<ReceiveShareOptions, 'key' | 'command'>): Wish {
	return {
		directory,
		only: flags.only,
		existing: flags.overwrite || flags.mirror ? 'overwrite' : (flags.skip ? 'skip' : 'keep-both'),
		timeout,
		async confirm(offer) {
			output.result({type: 'offer', ...toldOffer(offer)});
			const isWanted = flags.yes || (!flags.mirror && (flags.quiet || !output.canAsk)) || await isYes({output, signal}, {...offer, isMirror: flags.mirror});
			if (isWanted) {
				await onYes?.();
			}

			return isWanted;
		},
		signal,
	};
}

/** What of an offer is told: its fields are documented, and what was counted for what comes next is not among them. */
function toldOffer(offer: Offer): ToldOffer {
	const {
		name, kind, files, bytes, reading, directory, freeBytes, collisions, version, gone,
	} = offer;
	return {
		name, kind, files, bytes, reading, directory, freeBytes, collisions, ...(version !== undefined && {version}), ...(gone !== undefined && {gone}),
	};
}

/** Receives the newest version of a share, and with `live` or `stay` goes on. */
export async function receiveShare(context: ReceivingContext, app: Pick<App, 'get'>, {key, command, onReceived, ...wish}: ReceiveShareOptions): Promise<void> {
	const {flags, output, signal} = context;
	let isDone = false;
	await untilDone(app.get(key, {
		...wishOf(context, wish),
		limits: () => limitsOf(flags, command),
		stay: flags.stay,
		live: flags.live || flags.mirror,
		mirror: flags.mirror,
		deletesUnpicked: flags.deleteUnpicked,
		confirmDeletion: async unpicked => isDeletion(context, unpicked, {asks: !flags.yes && !flags.quiet && output.canAsk}),
		onEvent(event) {
			isDone ||= event.type === 'received';
			output.event(event);
			if (event.type === 'received') {
				onReceived?.();
				if (flags.stay || flags.live || flags.mirror) {
					output.note(flags.live || flags.mirror ? 'Following it, and serving it to others, until Ctrl-C.' : 'Serving it to others until Ctrl-C.');
				}
			}
		},
	}), {signal, isDone: () => isDone});
}

/** Enter means yes: the person has just typed the command. Only what deletes files needs a word. */
async function isYes({output, signal}: Pick<CommandContext, 'output' | 'signal'>, {
	collisions, directory, gone, isMirror,
}: Offer & {readonly isMirror: boolean}): Promise<boolean> {
	if (isMirror) {
		const answer = await output.ask(`Get it, and delete everything else in ${displayText(directory)}? [y/N] `, signal);
		return answer !== undefined && /^y(?:es)?$/iv.test(answer.trim());
	}

	const it = gone === undefined ? 'it' : 'the rest';
	const answer = await output.ask(collisions > 0 ? `Get ${it} into that place? [Y/n] ` : `Get ${it}? [Y/n] `, signal);
	return answer !== undefined && /^(?:y|yes)?$/iv.test(answer.trim());
}

/** Only a word deletes files. */
async function isDeletion({output, signal}: Pick<CommandContext, 'output' | 'signal'>, {files, bytes, edited}: Unpicked, {asks}: {readonly asks: boolean}): Promise<boolean> {
	const unpicked = `${count(files, 'file')}, ${size(bytes)}, not picked any more`;
	const changed = edited === 0 ? '' : ` (${edited.toLocaleString('en-US')} that you have changed ${edited === 1 ? 'stays' : 'stay'})`;
	if (!asks) {
		output.note(`${unpicked}: kept. --delete-unpicked deletes what you have not changed.`);
		return false;
	}

	const answer = await output.ask(`Delete ${unpicked}?${changed} [y/N] `, signal);
	return answer !== undefined && /^y(?:es)?$/iv.test(answer.trim());
}
