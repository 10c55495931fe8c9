import type {Connections} from './connections.ts';
import type {OnEvent} from './events.ts';

/** Milliseconds: a slow network has answered by then. */
const patience = 10_000;

const advice = 'Is this computer online, and does its network let UDP through? Ferry goes on trying.';

/** Says, once, that nobody of the DHT answers: otherwise a person would wait for a peer that can't be found. Call what it returns to stop. */
export function warnWhenUnreachable(connections: Pick<Connections, 'isDhtReachable' | 'isOnLan'>, onEvent: OnEvent): () => void {
	const timer = setTimeout(() => {
		if (!connections.isDhtReachable) {
			const what = connections.isOnLan ? 'No node of the DHT answers, so peers are found in the local network only.' : 'No node of the DHT answers, so nobody can be found.';
			onEvent({type: 'warning', code: 'dht-unreachable', message: `${what} ${advice}`});
		}
	}, patience);
	return () => {
		clearTimeout(timer);
	};
}
