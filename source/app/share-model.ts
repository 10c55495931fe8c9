import type {FerryEvent} from './events.ts';
import {activityOf} from './activity-of.ts';
import type {Activity, Problem, ShareState} from './engine-state.ts';
import {statusOf, type SharePhase} from './share-status.ts';

/** What the engine knows of a share: what is shown of it, and what its status follows from. */
export type ShareModel = Omit<ShareState, 'status' | 'awaitsSource'> & {
	readonly phase: SharePhase;
	readonly isDiskFull: boolean;
	/** A file is about to be read again. */
	readonly isSourceChanged: boolean;
	/** Everything of the newest version is here. */
	readonly isComplete: boolean;
};

/** So many peers can ask at a time; others may later. */
const mostRequests = 50;

/** So much of its history is kept. */
const mostActivity = 200;

/** A share of which nothing has happened yet. */
export function newShareModel(known: Pick<ShareModel, 'id' | 'direction'> & Partial<ShareModel>): ShareModel {
	return {
		key: '',
		kind: 'folder',
		name: '',
		places: [],
		phase: 'stopped',
		problem: undefined,
		pid: undefined,
		version: 0,
		isLive: false,
		newerVersion: undefined,
		files: 0,
		bytes: 0,
		totalFiles: 0,
		totalBytes: 0,
		upload: 0,
		download: 0,
		uploadedBytes: 0,
		peers: 0,
		delivered: [],
		satisfied: [],
		asksFirst: false,
		requests: [],
		onlyAllowed: undefined,
		offer: undefined,
		limits: {upload: undefined, download: undefined},
		activity: [],
		isDiskFull: false,
		isSourceChanged: false,
		isComplete: false,
		...known,
	};
}

/** What is known after an event. Pure; an event that changes nothing gives the same object. */
export function reduceShare(model: ShareModel, event: FerryEvent, time: number): ShareModel {
	const next = {...model, ...changes(model, event, time)};
	const activity = activityOf(event, time);
	if (!activity || (event.type === 'peer-asks' && next.requests === model.requests) || isOldNews(model, event, activity)) {
		return next;
	}

	// Whoever asks over and over, as always another one, would push everything else out; so would versions that nobody gets.
	const before = model.activity.at(-1);
	const isRepeated = (event.type === 'peer-asks' && before?.isRequest === true) || (event.type === 'newer-version' && before?.isNewerVersion === true);
	return addActivity(isRepeated ? {...next, activity: next.activity.slice(0, -1)} : next, activity);
}

/** What was complete is so again whenever it is opened, and what was delivered is said again over each new connection. */
function isOldNews({activity}: ShareModel, event: FerryEvent, {text}: Activity): boolean {
	return ((event.type === 'received' && event.transferred === 0) || event.type === 'delivered') && activity.some(before => before.text === text);
}

/** A peer that has asked is answered, or gone. */
export function withoutRequest(model: ShareModel, peer: string): ShareModel {
	return model.requests.some(request => request.peer === peer)
		? {...model, requests: model.requests.filter(request => request.peer !== peer)}
		: model;
}

/** A line more in a share's history. */
export function addActivity(model: ShareModel, activity: Activity): ShareModel {
	return {...model, activity: [...model.activity.slice(1 - mostActivity), activity]};
}

/** Why it has stopped. */
export function failShare(model: ShareModel, reason: Problem, time: number): ShareModel {
	// What is said to somebody who has just typed a path is no use to somebody whose folder was there before.
	const isGone = reason.code === 'path-missing' && model.direction === 'sharing' && model.version > 0;
	const problem = isGone ? {...reason, hint: 'Bring it back, then resume the share.'} : reason;
	const activity: Activity = {
		time, level: 'bad', text: problem.message, hint: problem.hint,
	};
	return addActivity({
		...model, phase: problem.code === 'share-in-use' ? 'held' : 'failed', problem, peers: 0, upload: 0, download: 0, isDiskFull: false, offer: undefined,
	}, activity);
}

/** What a dashboard shows of it. */
export function shareStateOf(model: ShareModel, {isReachable}: {readonly isReachable: boolean}): ShareState {
	const {phase, isDiskFull, isSourceChanged, isComplete, ...shown} = model;
	const status = statusOf({...model, isReachable});
	return {...shown, status, ...(status === 'source-gone' && phase !== 'failed' && {awaitsSource: true})};
}

/** What to say to warnings that a folder is away, by their codes. */
const awayHints: Readonly<Record<string, string>> = {'source-away': 'Receivers keep what they have.', 'destination-away': 'Put it back, or mount its disk.'};

function changes(model: ShareModel, event: FerryEvent, time: number): Partial<ShareModel> {
	switch (event.type) {
		case 'feed': {
			return {key: event.key, name: event.name, phase: 'reading'};
		}

		case 'scanned': {
			return {totalFiles: event.files, totalBytes: event.bytes, phase: 'reading'};
		}

		case 'reading': {
			return {...progressOf(event), problem: undefined};
		}

		case 'version': {
			return {
				phase: 'ready',
				isComplete: true,
				isSourceChanged: false,
				problem: undefined,
				version: event.version,
				...wholeOf(event),
				...(event.changed && {delivered: [], satisfied: []}),
			};
		}

		case 'source-changed': {
			return {isSourceChanged: true};
		}

		case 'delivered': {
			// Who has an older version has not all of this one.
			if (event.version < model.version) {
				return {};
			}

			const [to, from] = event.everything ? ['delivered', 'satisfied'] as const : ['satisfied', 'delivered'] as const;
			// What it wants can change.
			return model[to].includes(event.peer) ? {} : {[to]: [...model[to], event.peer], [from]: model[from].filter(peer => peer !== event.peer)};
		}

		case 'searching': {
			return {phase: 'searching'};
		}

		case 'found': {
			return {
				name: event.name, kind: event.kind, places: [event.directory], phase: 'receiving', totalFiles: event.files, totalBytes: event.bytes,
			};
		}

		case 'receiving': {
			return {...progressOf(event), ...(model.phase === 'ready' && event.bytes < event.totalBytes && {phase: 'receiving', isComplete: false})};
		}

		case 'newer-version': {
			return {newerVersion: event.version};
		}

		case 'received': {
			return {
				phase: 'ready', isComplete: true, problem: undefined, version: event.version, newerVersion: undefined, ...wholeOf(event),
			};
		}

		case 'disk-full': {
			return {isDiskFull: true};
		}

		case 'disk-has-room': {
			return {isDiskFull: false};
		}

		case 'peer-connected': {
			return {peers: model.peers + 1};
		}

		case 'peer-disconnected': {
			return {peers: Math.max(0, model.peers - 1)};
		}

		case 'peer-asks': {
			const {peer, address} = event;
			const isKnown = model.requests.some(request => request.peer === peer);
			return isKnown || model.requests.length >= mostRequests ? {} : {requests: [...model.requests, {peer, address, since: time}]};
		}

		case 'warning': {
			return event.code in awayHints ? {problem: {code: 'path-missing', message: event.message, hint: awayHints[event.code]!}} : {};
		}

		case 'peer-route':
		case 'announced':
		case 'left-out':
		case 'serving':
		case 'identical':
		case 'kept-both':
		case 'skipped':
		case 'overwritten':
		case 'not-created':
		case 'gone':
		case 'content-gone':
		case 'deleted':
		case 'kept':
		case 'sent-offer':
		case 'stopping': {
			return {};
		}
	}
}

function progressOf({files, bytes, totalFiles, totalBytes}: Extract<FerryEvent, {type: 'reading' | 'receiving'}>): Partial<ShareModel> {
	return {
		files, bytes, totalFiles, totalBytes,
	};
}

function wholeOf({files, bytes}: {readonly files: number; readonly bytes: number}): Partial<ShareModel> {
	return {
		files, bytes, totalFiles: files, totalBytes: bytes,
	};
}
