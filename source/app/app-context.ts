import type {Library} from '../library/library.ts';
import type {Connections} from './connections.ts';

/** What every use case needs: the shares on this machine, and the network, which is joined when it is first asked for. */
export type AppContext = {
	readonly library: Library;
	readonly connect: () => Promise<Connections>;
	/** The same under this computer's own key, where that is needed; undefined for as long as another process has it. */
	readonly connectAsSelf: () => Promise<Connections | undefined>;
};
