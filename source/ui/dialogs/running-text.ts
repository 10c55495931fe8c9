import type {ShareState, ShareStatus} from '../../app/engine-state.ts';
import {count, timeLeft} from '../../base/format.ts';

const idle: ReadonlySet<ShareStatus> = new Set(['paused', 'held', 'failed']);

/** What stops when ferry is left, as one sentence each; nothing if nothing is running. */
export function runningText(shares: readonly ShareState[]): readonly string[] {
	const running = shares.filter(({status}) => !idle.has(status));
	const receiving = running.filter(({status}) => status === 'receiving');
	const reading = running.filter(({status}) => status === 'reading' || status === 'verifying');
	const offered = running.filter(({status}) => status === 'offered');
	const peers = running.reduce((sum, share) => sum + share.peers, 0);
	const others = running.length - receiving.length - reading.length - offered.length;
	return [
		...(receiving.length > 0 ? [`${count(receiving.length, 'share')} ${isAre(receiving.length)} being received${longest(receiving)}.`] : []),
		...(reading.length > 0 ? [`${count(reading.length, 'share')} ${isAre(reading.length)} being read.`] : []),
		...(offered.length > 0 ? [`${count(offered.length, 'share')} ${offered.length === 1 ? 'waits' : 'wait'} for you to choose files.`] : []),
		...(others > 0 ? [`${count(others, receiving.length + reading.length + offered.length > 0 ? 'other share' : 'share')} ${isAre(others)} open for others.`] : []),
		...(peers > 0 ? [`${count(peers, 'peer')} ${isAre(peers)} connected.`] : []),
	];
}

function isAre(amount: number): string {
	return amount === 1 ? 'is' : 'are';
}

function longest(shares: readonly ShareState[]): string {
	const left = Math.max(...shares.map(({totalBytes, bytes, download}) => download > 0 ? (totalBytes - bytes) / download : 0));
	const text = timeLeft(left, 1);
	return text === undefined ? '' : `, ${text}`;
}
