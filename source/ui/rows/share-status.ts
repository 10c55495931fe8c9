import type {ShareState, ShareStatus} from '../../app/engine-state.ts';
import {count} from '../../base/format.ts';
import type {Sign, Tone} from '../theme.ts';

/** How a status is told: a sign, a word or two, and a colour, each enough alone. */
export type StatusLook = {
	readonly glyph: Sign;
	readonly word: string;
	/** Where the word has no room and must not be cut. */
	readonly short?: string;
	readonly tone: Tone;
};

const looks: Readonly<Record<ShareStatus, StatusLook>> = {
	starting: {glyph: 'waiting', word: 'starting', tone: 'dim'},
	connecting: {glyph: 'waiting', word: 'connecting', tone: 'dim'},
	waiting: {glyph: 'waiting', word: 'waiting', tone: 'dim'},
	offered: {glyph: 'question', word: 'choose files', tone: 'accent'},
	reading: {glyph: 'reading', word: 'reading', tone: 'busy'},
	receiving: {glyph: 'down', word: 'receiving', tone: 'busy'},
	complete: {glyph: 'ok', word: 'complete', tone: 'ok'},
	serving: {glyph: 'serving', word: 'serving', tone: 'ok'},
	'source-changed': {glyph: 'warning', word: 'changed', tone: 'warning'},
	'source-gone': {glyph: 'bad', word: 'folder gone', tone: 'bad'},
	'disk-full': {glyph: 'warning', word: 'disk full', tone: 'warning'},
	verifying: {glyph: 'reading', word: 'verifying', tone: 'busy'},
	paused: {glyph: 'paused', word: 'paused', tone: 'dim'},
	// What was wanted is done, whether it is passed on or not.
	finished: {glyph: 'paused', word: 'complete', tone: 'ok'},
	held: {glyph: 'held', word: 'held', tone: 'dim'},
	failed: {glyph: 'bad', word: 'failed', tone: 'bad'},
};

/** The sign, word and colour for what a share is doing. A peer that waits for the user's word comes before most else. */
export function statusLook({status, pid, requests, direction, kind, isLive, newerVersion}: ShareState): StatusLook {
	if (requests.length > 0 && !['failed', 'source-gone', 'disk-full', 'held'].includes(status)) {
		return {glyph: 'question', word: 'peer asks', tone: 'accent'};
	}

	if (status === 'held' && pid !== undefined) {
		return {...looks.held, word: `held by ${pid}`, short: `held ${pid}`};
	}

	if (status === 'source-gone' && kind === 'file') {
		return {...looks[status], word: 'file gone'};
	}

	if (isWhole(status) && newerVersion !== undefined) {
		return {glyph: 'down', word: 'new version', tone: 'accent'};
	}

	if (isWhole(status) && isLive) {
		return {...looks[status], word: 'live'};
	}

	return status === 'complete' && direction === 'sharing' ? {...looks.complete, word: 'ready'} : looks[status];
}

/** What a share is doing, as a sentence, and what the user can do about it. */
export function statusSentence(share: ShareState): string {
	const {
		status, direction, peers, delivered, satisfied, pid, offer, requests, kind, isLive, newerVersion,
	} = share;
	if (requests.length > 0 && status !== 'held') {
		return `${count(requests.length, 'peer')} ${requests.length === 1 ? 'asks' : 'ask'} to have it. Press a to answer.`;
	}

	if (isWhole(status) && newerVersion !== undefined) {
		return `Version ${newerVersion.toLocaleString('en-US')} is there. Press u to get it, or f to follow new ones.`;
	}

	const source = kind === 'file' ? 'file' : 'folder';
	switch (status) {
		case 'starting': {
			return 'It is being opened.';
		}

		case 'connecting': {
			return 'Looking for peers; nobody has answered yet.';
		}

		case 'waiting': {
			return direction === 'sharing' ? 'Nobody is connected. Give somebody the key: press c to copy it.' : 'Waiting for somebody who has it.';
		}

		case 'offered': {
			return `Found ${offer === undefined ? 'it' : count(offer.files, 'file')}. Press a to choose what you want.`;
		}

		case 'reading': {
			return 'Files are read; peers can receive meanwhile.';
		}

		case 'receiving': {
			return `Receiving from ${count(peers, 'peer')}.`;
		}

		case 'complete': {
			if (direction === 'sharing') {
				return 'Ready. Nobody is connected; press c to copy the key.';
			}

			return isLive ? 'Everything is here; new versions follow when somebody is connected.' : 'Everything is here.';
		}

		case 'serving': {
			// The sharer tells no receiver that it has all of it, which goes without saying.
			if (direction === 'receiving') {
				return `Everything is here${isLive ? ', and new versions follow' : ''}; ${count(peers, 'peer')} ${peers === 1 ? 'is' : 'are'} connected.`;
			}

			const done = delivered.length === 0 ? 'nobody has all of it yet' : `${count(delivered.length, 'peer')} ${delivered.length === 1 ? 'has' : 'have'} all of it`;
			return `${count(peers, 'peer')} connected; ${done}${satisfied.length === 0 ? '' : `, ${wantedText(satisfied.length)}`}.`;
		}

		case 'source-changed': {
			return 'A file has changed and is about to be read again.';
		}

		case 'source-gone': {
			return `The shared ${source} is not there.`;
		}

		case 'disk-full': {
			return 'The disk is full. It goes on when there is room.';
		}

		case 'verifying': {
			return 'Every byte on disk is read again.';
		}

		case 'paused': {
			return 'Paused. Press p to go on.';
		}

		case 'finished': {
			return 'Everything is here; it is not open for others. Press p to open it.';
		}

		case 'held': {
			return `Another ferry${pid === undefined ? '' : `, process ${pid},`} has it open; it can only be looked at here.`;
		}

		case 'failed': {
			return 'It has stopped.';
		}
	}
}

/** How many have all that they picked, which isn't everything. */
export function wantedText(peers: number): string {
	return peers === 1 ? '1 has what it wanted' : `${peers} have what they wanted`;
}

/** Which version is here, when it isn't the first one, and whether new ones follow; empty when there is nothing to tell. */
export function versionText({version, isLive}: Pick<ShareState, 'version' | 'isLive'>): string {
	return [...(version > 1 ? [`version ${version.toLocaleString('en-US')}`] : []), ...(isLive ? ['live'] : [])].join(', ');
}

/** Whether there is something to measure: what is read, received or verified, and not all of it yet. */
export function isUnfinished({status, bytes, totalBytes}: ShareState): boolean {
	return totalBytes > 0 && bytes < totalBytes && status !== 'held' && status !== 'offered';
}

/** Whether nothing goes on until the user lets it: what was paused, what is complete and was closed, and what has ended because something was wrong. */
export function isStopped({status, awaitsSource}: Pick<ShareState, 'status' | 'awaitsSource'>): boolean {
	return status === 'paused' || status === 'finished' || status === 'failed' || (status === 'source-gone' && !awaitsSource);
}

function isWhole(status: ShareStatus): boolean {
	return status === 'complete' || status === 'serving';
}
