import type Hypercore from 'hypercore';
import type {DialFailure} from '../network/dial-reason.ts';

const explanations = new WeakMap<Hypercore, () => DialFailure | undefined>();

/** Says why nobody may be connected for a feed, for as long as nobody is. */
export function explainAbsence(core: Hypercore, why: () => DialFailure | undefined): void {
	explanations.set(core, why);
}

/** Why nobody is connected for a feed, as far as it is known. */
export function whyAbsent(core: Hypercore): DialFailure | undefined {
	return core.peers.length > 0 ? undefined : explanations.get(core)?.();
}
