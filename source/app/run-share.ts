import type {ShareRecord} from '../library/record.ts';
import type {AppContext} from './app-context.ts';
import type {EngineShare} from './engine-share.ts';
import type {OfferAnswer} from './engine-state.ts';
import {get} from './get.ts';
import type {Acceptance} from './get-options.ts';
import type {Offer} from './offer.ts';
import {share} from './share.ts';
import {withoutRequest} from './share-model.ts';
import type {RunHooks} from './share-runner.ts';

export type RunShareOptions = {
	readonly context: AppContext;
	/** What is known of it. */
	readonly record: ShareRecord | undefined;
	/** Aborted when it has been ended before it began. */
	readonly wanted: AbortSignal;
	/** Called when the feed is open. */
	readonly onOpen: RunHooks['onOpen'];
};

/** Shares paths until it is ended. @throws what is wrong before it has its key. */
export async function runSharing(found: EngineShare, paths: readonly string[], {context, onOpen, record, wanted}: RunShareOptions): Promise<void> {
	await found.runner.run('opening', async (hooks, begun) => share(context, paths, {
		name: record?.name,
		ignore: record?.ignore ?? true,
		gitignore: record?.gitignore ?? false,
		ignoreFile: record?.ignoreFile ?? undefined,
		once: false,
		keepHistory: record?.keepHistory ?? false,
		watch: true,
		asksFirst: found.runner.model.asksFirst,
		resumes: true,
		signal: hooks.signal,
		onOpen(open) {
			found.key = open.core.key;
			hooks.onOpen(open);
			onOpen(open);
		},
		onEvent(event) {
			hooks.onEvent(event);
			if (event.type === 'feed') {
				begun();
			}
		},
		onRequestGone(peer) {
			found.runner.change(model => withoutRequest(model, peer));
		},
	}), wanted);
}

/** Looks for a share, asks what is wanted of it, and receives and serves that until it is ended. @throws why it failed. */
export async function runReceiving(found: EngineShare, {context, onOpen, record, wanted}: RunShareOptions): Promise<void> {
	const {runner} = found;
	await runner.run('opening', async (hooks, begun) => {
		const question = questionTo(found, hooks.signal);
		begun();
		await get(context, found.key!, {
			only: [],
			existing: record?.existing ?? 'keep-both',
			stay: true,
			resumes: true,
			keepsVersion: true,
			onCommit: question.show,
			confirm: question.ask,
			limits: () => ({upload: runner.model.limits.upload ?? null, download: runner.model.limits.download ?? null}),
			...hooks,
			onOpen(open) {
				hooks.onOpen(open);
				onOpen(open);
			},
		});
	}, wanted);
}

type Question = {
	/** Shows what is offered, also when not all is known of it; an answer waits until it is. */
	readonly show: (offer: Offer) => void;
	/** Has the user say what of an offer is wanted, and where. */
	readonly ask: (offer: Offer) => Promise<Acceptance | false>;
};

function questionTo(found: EngineShare, signal: AbortSignal): Question {
	const {runner} = found;
	let answered: Promise<OfferAnswer | undefined> | undefined;
	const show = (offer: Offer): void => {
		answered ??= new Promise(resolve => {
			found.answer = resolve;
			signal.addEventListener('abort', () => {
				resolve(undefined);
			}, {once: true});
		});
		const {name, kind, directory, files, bytes} = offer;
		runner.change(model => ({
			...model, phase: 'offered', name, kind, places: [directory], totalFiles: files, totalBytes: bytes, offer,
		}));
	};

	return {
		show,
		async ask(offer) {
			show(offer);
			const answer = await answered;
			found.answer = undefined;
			runner.change(model => ({
				...model,
				phase: 'receiving',
				offer: undefined,
				places: [answer?.directory ?? offer.directory],
				isLive: answer?.isLive ?? model.isLive,
				// What a part of it comes to is told when it has been counted.
				...(answer?.selection.some(({isWanted}) => !isWanted) && {totalFiles: 0, totalBytes: 0}),
			}));
			return answer ? {...answer, live: runner.model.isLive} : false;
		},
	};
}
