import type {ShareStatus} from './engine-state.ts';

/**
Where a share is on its way; events of the share move it on.

`stopped` → `opening` → `searching` → `offered` → `receiving` → `ready` for what is received, `stopped` → `opening` → `reading` → `ready` for what is shared; `failed` and `held` end either, and `verifying` comes between `stopped` and `opening`.
*/
export type SharePhase = 'stopped' | 'opening' | 'searching' | 'offered' | 'reading' | 'receiving' | 'ready' | 'verifying' | 'failed' | 'held';

export type StatusFacts = {
	readonly phase: SharePhase;
	readonly direction: 'sharing' | 'receiving';
	readonly problem: {readonly code: string} | undefined;
	readonly peers: number;
	/** All of the newest version that is known is here. */
	readonly isComplete: boolean;
	/** New versions are applied as they come. */
	readonly isLive: boolean;
	readonly isDiskFull: boolean;
	readonly isSourceChanged: boolean;
	/** Some node of the DHT, or a peer, has answered. */
	readonly isReachable: boolean;
};

/** The word for what a share is doing: what needs the user's attention first. */
export function statusOf(facts: StatusFacts): ShareStatus {
	const {phase, direction, peers, isComplete, isReachable} = facts;
	switch (phase) {
		case 'stopped': {
			// Of what is followed more may be wanted.
			return direction === 'receiving' && isComplete && !facts.isLive ? 'finished' : 'paused';
		}

		case 'opening': {
			return 'starting';
		}

		case 'failed': {
			return isSourceGone(facts) ? 'source-gone' : 'failed';
		}

		case 'held':
		case 'verifying':
		case 'offered': {
			return phase;
		}

		case 'searching': {
			return isComplete ? 'complete' : waitingFor(isReachable);
		}

		case 'reading': {
			return facts.isDiskFull ? 'disk-full' : 'reading';
		}

		case 'receiving': {
			if (facts.isDiskFull) {
				return 'disk-full';
			}

			if (peers > 0) {
				return 'receiving';
			}

			return isComplete ? 'complete' : waitingFor(isReachable);
		}

		case 'ready': {
			if (isSourceGone(facts)) {
				return 'source-gone';
			}

			if (facts.isDiskFull) {
				return 'disk-full';
			}

			if (facts.isSourceChanged) {
				return 'source-changed';
			}

			if (peers > 0) {
				return 'serving';
			}

			return direction === 'receiving' ? 'complete' : waitingFor(isReachable);
		}
	}
}

/** Whether what is shared is not there: it has stopped, or waits. */
export function isSourceGone({phase, problem}: Pick<StatusFacts, 'phase' | 'problem'>): boolean {
	return (phase === 'failed' || phase === 'ready') && problem?.code === 'path-missing';
}

function waitingFor(isReachable: boolean): ShareStatus {
	return isReachable ? 'waiting' : 'connecting';
}
