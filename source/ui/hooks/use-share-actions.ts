import type {ShareState} from '../../app/engine-state.ts';
import {copyText} from '../copy-text.ts';
import {runningText} from '../dialogs/running-text.ts';
import type {ActionId} from '../keymap.ts';
import {isStopped} from '../rows/share-status.ts';
import {verificationText} from '../rows/verification-text.ts';
import {nextTheme} from '../theme.ts';
import type {ActionHandlers} from './use-actions.ts';
import {useNavigation} from './use-navigation.ts';
import {useRun} from './use-run.ts';
import {useServices} from './use-services.ts';

/** What works on one share and on everything, for the list and for a share's own screen. Without a share only the latter. */
export function useShareActions(share: ShareState | undefined): ActionHandlers {
	const {engine, messages, environment, writeControl, quit} = useServices();
	const {push} = useNavigation();
	const run = useRun();
	const general: ActionHandlers = {
		'pause-all'() {
			const isRunning = engine.getState().shares.some(share => !isStopped(share) && share.status !== 'held');
			run(async () => isRunning ? engine.pause() : engine.resume());
			messages.say('info', isRunning ? 'Everything is paused. P lets it go on.' : 'Everything goes on.');
		},
		limits() {
			// What another process has is limited there.
			push({kind: 'limits', ...(share && share.status !== 'held' && {id: share.id})});
		},
		theme() {
			run(async () => engine.setTheme(nextTheme(engine.getState().theme)));
		},
		people() {
			push({kind: 'people'});
		},
		inbox() {
			push({kind: 'inbox'});
		},
		help() {
			push({kind: 'help'});
		},
		quit() {
			if (runningText(engine.getState().shares).length === 0) {
				quit();
			} else {
				push({kind: 'quit'});
			}
		},
	};
	if (share === undefined) {
		return general;
	}

	const {
		id, key, status, requests, direction, isLive, newerVersion,
	} = share;
	// What another process has can only be looked at.
	const owned = (action: () => void) => () => {
		if (status === 'held') {
			messages.say('warning', `Process ${share.pid ?? ''} has this share open. Do it there, or end it first.`);
		} else {
			action();
		}
	};

	return {
		...general,
		'copy-key'() {
			if (key === '') {
				messages.say('warning', 'This share has no key yet.');
			} else {
				run(async () => {
					const way = await copyText(key, {environment, writeControl});
					messages.say('good', way);
				});
			}
		},
		'show-key'() {
			if (key === '') {
				messages.say('warning', 'This share has no key yet.');
			} else {
				push({kind: 'key', id});
			}
		},
		pause: owned(() => {
			run(async () => isStopped(share) ? engine.resume(id) : engine.pause(id));
		}),
		remove: owned(() => {
			push({kind: 'confirm-remove', id});
		}),
		follow: owned(() => {
			if (direction === 'sharing') {
				messages.say('info', 'What you share yourself follows its files by itself.');
				return;
			}

			run(async () => engine.follow(id, !isLive));
			messages.say('info', isLive ? 'New versions are not followed any more.' : 'New versions are followed; what they delete is deleted here, too.');
		}),
		update: owned(() => {
			if (newerVersion === undefined) {
				messages.say('info', 'No newer version is known.');
			} else {
				run(async () => isStopped(share) ? engine.resume(id) : engine.update(id));
			}
		}),
		'offer-share': owned(() => {
			if (direction === 'receiving' || key === '') {
				messages.say('info', direction === 'receiving' ? 'Only what is shared from here can be offered; whoever has the key of this one can get it.' : 'This share has no key yet.');
			} else {
				push({kind: 'offer-share', id});
			}
		}),
		'allow-only': owned(() => {
			if (direction === 'receiving') {
				messages.say('info', 'Who may have this share is said where it is shared from. Its peers can be chosen and blocked under 2.');
			} else {
				push({kind: 'allow-only', id});
			}
		}),
		verify: owned(() => {
			run(async () => {
				const verification = await engine.verify(id);
				if (verification !== undefined) {
					const {level, text, hint} = verificationText(share, verification);
					messages.say(level, text, hint);
				}
			});
		}),
		answer: owned(() => {
			const [request] = requests;
			if (request !== undefined) {
				push({kind: 'request', id, peer: request.peer});
			} else if (status === 'offered') {
				push({kind: 'offer', id});
			}
		}),
	};
}

/** The keys of a share for the footer: what waits for the user, and what else works. */
export function shareHints(share: ShareState | undefined): readonly [urgent: readonly ActionId[], others: readonly ActionId[]] {
	if (share === undefined) {
		return [[], []];
	}

	const {
		requests, status, direction, newerVersion,
	} = share;
	return [
		[
			...(requests.length > 0 || status === 'offered' ? ['answer'] as const : []),
			...(newerVersion === undefined || status === 'held' ? [] : ['update'] as const),
		],
		status === 'held' ? ['copy-key', 'show-key'] : ['copy-key', 'pause', 'remove', direction === 'receiving' ? 'follow' as const : 'offer-share' as const, 'show-key', 'verify'],
	];
}
