import type {EngineState} from '../../app/engine-state.ts';
import {namesText} from './sent-offer-text.ts';

/** Who alone may have a share; empty if it is whoever has its key. */
export function allowedText(onlyAllowed: readonly string[] | undefined, names: EngineState['peerNames']): string {
	if (onlyAllowed === undefined) {
		return '';
	}

	return onlyAllowed.length === 0 ? 'Nobody may have it.' : `Only ${namesText(onlyAllowed, names)} may have it.`;
}
