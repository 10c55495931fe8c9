import type {Connections} from './connections.ts';
import type {OnEvent} from './events.ts';

/** Milliseconds: a slow network has answered by then. */
const patience = 10_000;

const advice = 'Is this computer online, and does its network let UDP through?';
const ownAdvice = 'Does “ferry node” run there, and is this computer in its network?';

/** Says, once, that nobody of the DHT answers, and that there is no way to a peer that was found: otherwise a person would wait for nothing. Call what it returns to stop. */
export function warnWhenUnreachable(connections: Pick<Connections, 'bootstrap' | 'isDhtReachable' | 'isOnLan' | 'connected' | 'onDialFailed'>, onEvent: OnEvent): () => void {
	const timer = setTimeout(() => {
		if (!connections.isDhtReachable) {
			const {bootstrap, isOnLan} = connections;
			const where = bootstrap ? ` at ${bootstrap.join(', ')}` : '';
			const what = `No node of the DHT answers${where}, so ${isOnLan ? 'peers are found in the local network only' : 'nobody can be found'}.`;
			onEvent({type: 'warning', code: 'dht-unreachable', message: `${what} ${bootstrap ? ownAdvice : advice} Ferry goes on trying.`});
		}
	}, patience);
	const told = new Set<string>();
	const stopListening = connections.onDialFailed(({reason, remedy}) => {
		// One that may pass by itself is not worth a word.
		if (remedy !== undefined && connections.connected === 0 && !told.has(reason)) {
			told.add(reason);
			onEvent({type: 'warning', code: 'no-direct-way', message: `${reason} ${remedy} Ferry goes on trying.`});
		}
	});
	return () => {
		stopListening();
		clearTimeout(timer);
	};
}
