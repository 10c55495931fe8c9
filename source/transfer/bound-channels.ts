import type SecretStream from '@hyperswarm/secret-stream';
import Protomux from 'protomux';

/** What Protomux does with a channel that nobody here wants; not part of its types. */
type Refusing = {_rejectSession: (information: unknown, remoteId: number) => void};

/** A peer opens channels for what it was found for, or was told of: so many that nobody here wants is nonsense. */
const mostRefused = 500;

/** Protomux keeps a place for every channel that a peer has ever opened, and answers each that it refuses. A peer that goes on and on opening such loses its connection instead. */
export function boundChannels(stream: SecretStream, most = mostRefused): void {
	// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the types name only what is meant to be called
	const channels = Protomux.from(stream) as unknown as Refusing;
	const refuse = channels._rejectSession.bind(channels);
	let refused = 0;
	channels._rejectSession = (information, remoteId) => {
		refused++;
		if (refused > most) {
			// Protomux destroys the connection with it.
			throw new Error('The peer opens channels without end');
		}

		refuse(information, remoteId);
	};
}
