import type {ShareState} from '../../app/engine-state.ts';
import {isStopped} from '../rows/share-status.ts';

/** What the key that pauses a share does with this one, in a word for the footer. */
export function pauseTitle(share: Pick<ShareState, 'status'> | undefined): string {
	return share !== undefined && isStopped(share) ? 'resume' : 'pause';
}
