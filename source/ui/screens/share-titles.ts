import type {ShareState} from '../../app/engine-state.ts';
import {isStopped} from '../rows/share-status.ts';

/** What the keys that switch something do with this share, in a word or two for the footer. */
export function shareTitles(share: Pick<ShareState, 'status' | 'isLive' | 'awaitsSource'> | undefined): {readonly pause: string; readonly follow: string} {
	return {
		pause: share !== undefined && isStopped(share) ? 'resume' : 'pause',
		follow: share?.isLive ? 'don’t follow' : 'follow',
	};
}
