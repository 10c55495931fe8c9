import type {OnEvent} from './events.ts';

/** Milliseconds: a slow network has answered by then. */
const patience = 10_000;

const message = 'No node of the DHT answers, so nobody can be found. Is this computer online, and does its network let UDP through? Ferry goes on trying.';

/** Says, once, that nobody of the DHT answers: otherwise a person would wait for a peer that can't be found. Call what it returns to stop. */
export function warnWhenUnreachable(connections: {readonly isReachable: boolean}, onEvent: OnEvent): () => void {
	const timer = setTimeout(() => {
		if (!connections.isReachable) {
			onEvent({type: 'warning', code: 'dht-unreachable', message});
		}
	}, patience);
	return () => {
		clearTimeout(timer);
	};
}
