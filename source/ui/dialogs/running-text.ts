import type {ShareState} from '../../app/engine-state.ts';
import {count, timeLeft} from '../../base/format.ts';
import {isStopped} from '../rows/share-status.ts';

/** What a share does that stops with ferry. The first kind that takes a share is its own. */
type Kind = {
	readonly takes: (share: ShareState) => boolean;
	/** `hasOthers`: something was told of other shares before. */
	readonly text: (shares: readonly ShareState[], hasOthers: boolean) => string;
};

const kinds: readonly Kind[] = [
	{takes: ({status}) => status === 'receiving', text: shares => `${are(shares)} being received${longest(shares)}.`},
	{takes: ({status}) => status === 'reading' || status === 'verifying', text: shares => `${are(shares)} being read.`},
	{takes: ({status}) => status === 'disk-full', text: shares => `${wait(shares)} for room on the disk.`},
	{takes: ({status}) => status === 'offered', text: shares => `${wait(shares)} for you to choose files.`},
	{takes: ({status}) => status === 'starting', text: shares => `${are(shares)} being opened.`},
	{takes: ({status, direction}) => direction === 'receiving' && (status === 'connecting' || status === 'waiting'), text: shares => `${are(shares)} still looked for.`},
	{takes: () => true, text: (shares, hasOthers) => `${are(shares, hasOthers)} open for others.`},
];

export type RunningTextOptions = {
	/** So many sentences at most. */
	readonly most?: number;
	/** How many peers are connected, each of them once. */
	readonly peers?: number;
};

/** What stops when ferry is left, as one sentence each; nothing if nothing is running. With fewer than that takes, as `most` may say, the last one sums up the rest. */
export function runningText(shares: readonly ShareState[], {most = Infinity, peers = 0}: RunningTextOptions = {}): readonly string[] {
	const running = shares.filter(share => isRunning(share));
	const kindOf = (share: ShareState): Kind => kinds.find(({takes}) => takes(share))!;
	const groups = kinds.map(kind => ({kind, shares: running.filter(share => kindOf(share) === kind)})).filter(group => group.shares.length > 0);
	const told = groups.length <= most ? groups : groups.slice(0, most - 1);
	const rest = groups.slice(told.length).flatMap(group => group.shares);
	return [
		...told.map((group, index) => group.kind.text(group.shares, index > 0)),
		...(rest.length > 0 ? [`${are(rest, told.length > 0)} running.`] : []),
		...(peers > 0 ? [`${count(peers, 'peer')} ${peers === 1 ? 'is' : 'are'} connected.`] : []),
	].slice(0, most);
}

/** What becomes of it the next time ferry is started. What nobody has said yes to is not kept. */
export function nextTimeText(shares: readonly ShareState[]): readonly string[] {
	const running = shares.filter(share => isRunning(share));
	const lost = running.filter(share => isUnanswered(share)).length;
	if (lost === 0) {
		return running.length === 0 ? [] : ['It all goes on the next time you start ferry.'];
	}

	return [
		`What you have not chosen files of is forgotten; get it again with its key.${running.length > lost ? ' All else goes on the next time.' : ''}`,
	];
}

/** Whether a share has no place yet, as nobody has chosen one. */
function isUnanswered({direction, status, places}: ShareState): boolean {
	return direction === 'receiving' && (status === 'offered' || places.length === 0);
}

function isRunning(share: ShareState): boolean {
	return !isStopped(share) && share.status !== 'held';
}

function are({length}: readonly ShareState[], hasOthers = false): string {
	return `${count(length, hasOthers ? 'other share' : 'share')} ${length === 1 ? 'is' : 'are'}`;
}

function wait({length}: readonly ShareState[]): string {
	return `${count(length, 'share')} ${length === 1 ? 'waits' : 'wait'}`;
}

function longest(shares: readonly ShareState[]): string {
	const left = Math.max(...shares.map(({totalBytes, bytes, download}) => download > 0 ? (totalBytes - bytes) / download : 0));
	const text = timeLeft(left, 1);
	return text === undefined ? '' : `, ${text}`;
}
