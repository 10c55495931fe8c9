import type SecretStream from '@hyperswarm/secret-stream';

const first = 1500;
const longest = 12_000;
/** Anybody can be found, and be silent. */
const mostSilent = 1000;

/**
How many milliseconds a peer has to say anything over a connection that has opened: doubling, so that a line on which much is lost is given up too early once or twice, but not for ever.

@param attempt - how many connections to this peer have been silent before, one after the other.
*/
export function answerPatience(attempt: number): number {
	return Math.min(first * (2 ** Math.min(attempt, 10)), longest);
}

/**
Gives up connections over which nothing arrives.

That a dial has opened at our end is no proof that there is another one: hyperdht opens it when an address answers a ping, and the peer may have given up the stream meanwhile. Whoever is there sends the header of its encryption at once.
*/
export class SilentPeers {
	/** How often they were silent, by their keys; who was heard is not in it. */
	readonly #silent = new Map<string, number>();

	/**
	Watches a connection that has just opened.

	@param onSilent - The peer was dialled, and is given up: called before the connection closes.
	*/
	watch(stream: SecretStream, peer: string, onSilent: () => void): void {
		const attempt = this.#silent.get(peer) ?? 0;
		// Who dialled us may have a reason to be slow, and nobody waits for it here.
		const timer = setTimeout(() => {
			if (stream.rawBytesRead > 0) {
				this.#silent.delete(peer);
				return;
			}

			if (stream.isInitiator) {
				this.#remember(peer, attempt + 1);
				onSilent();
			}

			stream.destroy(new Error('Nothing has arrived over this connection'));
		}, stream.isInitiator ? answerPatience(attempt) : longest);
		stream.once('close', () => {
			clearTimeout(timer);
			if (stream.rawBytesRead > 0) {
				this.#silent.delete(peer);
			}
		});
	}

	#remember(peer: string, attempts: number): void {
		this.#silent.delete(peer);
		this.#silent.set(peer, attempts);
		if (this.#silent.size > mostSilent) {
			const [oldest] = this.#silent.keys();
			this.#silent.delete(oldest!);
		}
	}
}
