import type Hypercore from 'hypercore';
import type {KnownFiles} from '../storage/known-files.ts';
import type {PeerAccess} from './peer-access.ts';
import type {ReceivePlan} from './receive-plan.ts';

/** A share while it is served or received, for those who look at it. */
export type OpenShare = {
	readonly core: Hypercore;
	readonly known: KnownFiles;
	readonly access: PeerAccess;
	/** Undefined for what is shared, and before an offer was accepted. */
	readonly plan: () => ReceivePlan | undefined;
};
