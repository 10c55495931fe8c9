import type {ShareState} from '../../app/engine-state.ts';
import type {Screen} from '../navigation.ts';

/** How the search for a share goes on: what to tell, or where to go. */
export type GetProgress
	= | {readonly kind: 'searching'; readonly text: string}
		| {readonly kind: 'failed'; readonly message: string; readonly hint: string}
		| {readonly kind: 'go'; readonly to: Screen};

/** What has become of a share that was asked for; undefined while the engine hasn't told of it yet. */
export function getProgress(share: ShareState | undefined): GetProgress {
	if (share === undefined) {
		return {kind: 'searching', text: 'Looking for it…'};
	}

	const {id, status, peers, problem} = share;
	switch (status) {
		case 'starting':
		case 'paused': {
			return {kind: 'searching', text: 'Looking for it…'};
		}

		case 'connecting': {
			return {kind: 'searching', text: 'Looking for somebody who has it; nobody has answered yet…'};
		}

		case 'waiting': {
			return {
				kind: 'searching',
				text: peers === 0
					? 'Nobody who has it is connected; still looking… Whoever shares it has to be online, and may be asked whether you may have it.'
					: 'Somebody has it; reading what it holds…',
			};
		}

		case 'failed': {
			return {kind: 'failed', message: problem?.message ?? 'It has stopped.', hint: problem?.hint ?? ''};
		}

		case 'offered': {
			return {kind: 'go', to: {kind: 'offer', id}};
		}

		// It was received before, or is right now.
		case 'reading':
		case 'receiving':
		case 'complete':
		case 'finished':
		case 'serving':
		case 'source-changed':
		case 'source-gone':
		case 'disk-full':
		case 'verifying':
		case 'held': {
			return {kind: 'go', to: {kind: 'share', id, tab: 'files'}};
		}
	}
}
