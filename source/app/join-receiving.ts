import type {AppContext} from './app-context.ts';
import type {Connections} from './connections.ts';
import type {OnEvent} from './events.ts';
import {watchPeers} from './serve.ts';
import {warnWhenUnreachable} from './warn-when-unreachable.ts';

type Feed = Parameters<Connections['join']>[0];

/** Looks for those who have a share, and says who comes and goes. Gives the network, and what leaves it. */
export async function joinReceiving(context: AppContext, feed: Feed, onEvent: OnEvent): Promise<{readonly connections: Connections; readonly leave: () => Promise<void>}> {
	const stopWatching = watchPeers(feed.core, onEvent);
	onEvent({type: 'searching'});
	const connections = await context.connect();
	const stopWarning = warnWhenUnreachable(connections, onEvent);
	const {leave} = connections.join(feed, {announce: true});
	return {
		connections,
		async leave() {
			stopWarning();
			stopWatching();
			await leave();
		},
	};
}
