import type {ShareState, ShareStatus} from '../../app/engine-state.ts';
import {count, timeLeft} from '../../base/format.ts';

const idle: ReadonlySet<ShareStatus> = new Set(['paused', 'held', 'failed']);

/** What stops when ferry is left, as one sentence each; nothing if nothing is running. */
export function runningText(shares: readonly ShareState[]): readonly string[] {
	const running = shares.filter(({status}) => !idle.has(status));
	const receiving = running.filter(({status}) => status === 'receiving');
	const reading = running.filter(({status}) => status === 'reading' || status === 'verifying');
	const offered = running.filter(({status}) => status === 'offered');
	const sought = running.filter(share => share.status !== 'offered' && isUnanswered(share));
	const told = receiving.length + reading.length + offered.length + sought.length;
	const others = running.length - told;
	const peers = running.reduce((sum, share) => sum + share.peers, 0);
	return [
		...(receiving.length > 0 ? [`${count(receiving.length, 'share')} ${isAre(receiving.length)} being received${longest(receiving)}.`] : []),
		...(reading.length > 0 ? [`${count(reading.length, 'share')} ${isAre(reading.length)} being read.`] : []),
		...(offered.length > 0 ? [`${count(offered.length, 'share')} ${offered.length === 1 ? 'waits' : 'wait'} for you to choose files.`] : []),
		...(sought.length > 0 ? [`${count(sought.length, 'share')} ${isAre(sought.length)} still looked for.`] : []),
		...(others > 0 ? [`${count(others, told > 0 ? 'other share' : 'share')} ${isAre(others)} open for others.`] : []),
		...(peers > 0 ? [`${count(peers, 'peer')} ${isAre(peers)} connected.`] : []),
	];
}

/** What becomes of it the next time ferry is started. What nobody has said yes to is not kept. */
export function nextTimeText(shares: readonly ShareState[]): readonly string[] {
	const running = shares.filter(({status}) => !idle.has(status));
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

function isAre(amount: number): string {
	return amount === 1 ? 'is' : 'are';
}

function longest(shares: readonly ShareState[]): string {
	const left = Math.max(...shares.map(({totalBytes, bytes, download}) => download > 0 ? (totalBytes - bytes) / download : 0));
	const text = timeLeft(left, 1);
	return text === undefined ? '' : `, ${text}`;
}
